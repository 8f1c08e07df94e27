//! How a file arrives in spite of broken connections: what an answer to a request for its rest is good for.

/// What to do with a server's answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// The body goes on where the last one broke.
    Append,
    /// The body is the whole file: what has arrived is thrown away.
    Replace,
    /// Nothing; ask for the whole file.
    AskForAll,
    /// Nothing; ask again a little later.
    AskLater,
    /// Nothing; asking again will not help.
    GiveUp,
}

/// What matters of an answer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answer<'a> {
    /// The status.
    pub status: u16,
    /// `Content-Range`.
    pub range: Option<&'a str>,
    /// `Content-Encoding`.
    pub encoding: Option<&'a str>,
}

/// What to do with an answer to a request for what follows `have` bytes.
pub fn consider(have: u64, answer: Answer<'_>) -> Use {
    match answer.status {
        // The host does not know of ranges, or was not asked for one.
        200 => Use::Replace,
        // A range of a compressed body counts other bytes than ours.
        206 if answer.encoding.is_none_or(|it| it == "identity") && starts_at(answer.range) == Some(have) => {
            Use::Append
        }
        206 | 416 if have > 0 => Use::AskForAll,
        408 | 425 | 429 | 500..=599 => Use::AskLater,
        _ => Use::GiveUp,
    }
}

/// The first byte of `bytes 5-9/10`.
fn starts_at(range: Option<&str>) -> Option<u64> {
    range?.trim().strip_prefix("bytes")?.trim_start().split('-').next()?.parse().ok()
}

/// How long to wait before the next try, in milliseconds; `None` after too many without a byte.
pub fn pause(fruitless: u32) -> Option<i32> {
    [300, 1_000, 3_000].get(fruitless as usize).copied()
}

/// Bytes as a reader sees them: megabytes with one digit, kilobytes below one.
pub fn amount(bytes: u64) -> String {
    if bytes >= 1_000_000 {
        format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10)
    } else {
        format!("{} KB", bytes.div_ceil(1000))
    }
}

/// How much of how much has arrived, in one unit.
pub fn share(done: u64, total: u64) -> String {
    let whole = amount(total);
    let part = if total >= 1_000_000 {
        format!("{}.{}", done / 1_000_000, done / 100_000 % 10)
    } else {
        done.div_ceil(1000).to_string()
    };
    format!("{part} of {whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn use_of(have: u64, status: u16, range: &str) -> Use {
        consider(have, Answer { status, range: (!range.is_empty()).then_some(range), encoding: None })
    }

    #[test]
    fn a_download_goes_on_where_it_broke() {
        assert_eq!(use_of(100, 206, "bytes 100-199/200"), Use::Append);
        assert_eq!(use_of(0, 206, "bytes 0-199/200"), Use::Append);
    }

    #[test]
    fn a_host_without_ranges_sends_all_again() {
        assert_eq!(use_of(100, 200, ""), Use::Replace);
        assert_eq!(use_of(0, 200, ""), Use::Replace);
    }

    #[test]
    fn a_range_that_does_not_fit_is_not_used() {
        for range in ["bytes 0-199/200", "bytes 99-199/200", "items 100-1/2", ""] {
            assert_eq!(use_of(100, 206, range), Use::AskForAll, "{range}");
        }
        assert_eq!(use_of(200, 416, "bytes */200"), Use::AskForAll);
        let zipped = Answer { status: 206, range: Some("bytes 100-199/200"), encoding: Some("gzip") };
        assert_eq!(consider(100, zipped), Use::AskForAll);
        assert_eq!(use_of(0, 206, ""), Use::GiveUp, "it was not asked for a range");
    }

    #[test]
    fn a_busy_host_is_asked_again_and_a_missing_file_is_not() {
        assert_eq!(use_of(100, 503, ""), Use::AskLater);
        assert_eq!(use_of(0, 429, ""), Use::AskLater);
        assert_eq!(use_of(0, 404, ""), Use::GiveUp);
        assert!(pause(0).is_some() && pause(2).is_some() && pause(3).is_none());
    }

    #[test]
    fn bytes_are_said_in_one_unit() {
        assert_eq!(share(2_140_000, 7_290_000), "2.1 of 7.2 MB");
        assert_eq!(share(0, 166_489), "0 of 167 KB");
        assert_eq!(amount(7_290_000), "7.2 MB");
    }
}
