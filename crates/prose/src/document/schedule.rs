//! Schedules of five fields in words.

use crate::words;

const DAYS: [&str; 8] = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const SHORT: [&str; 7] = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// `30 8 * * 1-5` as `at 08:30 from Monday to Friday`; `None` where that would be guessed.
pub(super) fn cron(text: &str) -> Option<String> {
    match text {
        "@daily" | "@midnight" => return Some("every day at 00:00".to_owned()),
        "@hourly" => return Some("every full hour".to_owned()),
        "@weekly" => return Some("every Sunday at 00:00".to_owned()),
        "@monthly" => return Some("on day 1 of every month at 00:00".to_owned()),
        "@yearly" | "@annually" => return Some("every 1 January at 00:00".to_owned()),
        _ => {}
    }
    let fields: Vec<&str> = text.split_whitespace().collect();
    let &[minute, hour, day, month, weekday] = fields.as_slice() else { return None };
    let days = days(day, month, weekday)?;
    let number = |it: &str, most: u8| it.parse::<u8>().ok().filter(|it| *it <= most);
    let time = match (number(minute, 59), hour) {
        (None, "*") if minute == "*" => return Some(with_days("every minute", days.as_deref())),
        (None, "*") => {
            let step = minute.strip_prefix("*/").and_then(|it| it.parse::<u8>().ok())?;
            let every = match step {
                1 => "every minute".to_owned(),
                2..=59 if 60 % step == 0 => format!("every {step} minutes"),
                2..=59 => format!("at every minute of the hour that {step} divides"),
                _ => return None,
            };
            return Some(with_days(&every, days.as_deref()));
        }
        (Some(0), "*") => return Some(with_days("every full hour", days.as_deref())),
        (Some(minute), "*") => {
            return Some(with_days(
                &format!("{} past every hour", words::count(usize::from(minute), "minute")),
                days.as_deref(),
            ));
        }
        (Some(minute), hour) if hour.starts_with("*/") => {
            let step =
                hour.strip_prefix("*/").and_then(|it| it.parse::<u8>().ok()).filter(|it| (2..24).contains(it))?;
            if 24 % step != 0 {
                return None;
            }
            return Some(with_days(&format!("every {step} hours, at {minute:02} minutes past"), days.as_deref()));
        }
        (Some(minute), hour) => {
            let hours: Option<Vec<String>> =
                hour.split(',').map(|it| Some(format!("{:02}:{minute:02}", number(it, 23)?))).collect();
            words::list(&hours?)
        }
        _ => return None,
    };
    Some(match days {
        Some(days) => format!("{days} at {time}"),
        None => format!("every day at {time}"),
    })
}

fn with_days(time: &str, days: Option<&str>) -> String {
    match days {
        Some(days) => format!("{time}, {days}"),
        None => time.to_owned(),
    }
}

/// On which days; `Some(None)` for all.
#[expect(clippy::option_option, reason = "all days, and days that are not understood, are two things")]
fn days(day: &str, month: &str, weekday: &str) -> Option<Option<String>> {
    let any = |it: &str| it == "*" || it == "?";
    let name = |it: &str| {
        let number = it.parse::<usize>().ok().or_else(|| SHORT.iter().position(|name| name.eq_ignore_ascii_case(it)));
        number.and_then(|it| DAYS.get(it)).copied()
    };
    match (any(day), any(month), any(weekday)) {
        (true, true, true) => Some(None),
        (true, true, false) => {
            if let Some((first, last)) = weekday.split_once('-') {
                return Some(Some(format!("from {} to {}", name(first)?, name(last)?)));
            }
            let names: Option<Vec<String>> =
                weekday.split(',').map(|it| name(it).map(|it| format!("every {it}"))).collect();
            Some(Some(words::list(&names?).replace(" and every ", " and ").replace(", every ", ", ")))
        }
        (false, true, true) => Some(Some(format!("on day {} of every month", day.parse::<u8>().ok()?))),
        (false, false, true) => {
            let months: Option<Vec<&str>> =
                month.split(',').map(|it| MONTHS.get(it.parse::<usize>().ok()?.checked_sub(1)?).copied()).collect();
            Some(Some(format!("on day {} of {}", day.parse::<u8>().ok()?, words::list(&months?))))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::cron;

    #[test]
    fn schedules_are_said_in_words() {
        for (text, said) in [
            ("0 3 * * *", "every day at 03:00"),
            ("30 8 * * 1-5", "from Monday to Friday at 08:30"),
            ("0 0 * * 0", "every Sunday at 00:00"),
            ("*/15 * * * *", "every 15 minutes"),
            ("0 */6 * * *", "every 6 hours, at 00 minutes past"),
            ("0 0 1 * *", "on day 1 of every month at 00:00"),
            ("5 * * * *", "five minutes past every hour"),
        ] {
            assert_eq!(cron(text).as_deref(), Some(said));
        }
        assert_eq!(cron("0 3 1 * 1"), None);
    }
}
