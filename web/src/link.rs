//! Permalinks: code, language and level in the address's fragment, which browsers never send to a server.
//!
//! A link is `#g1:` and base64url(deflate-raw(JSON)). The prefix is the version of the form: a later form gets a number of its own,
//! and what is in the world already keeps the decoder that it was made for. A link that is too long for messengers becomes a file
//! of the same JSON. Both are read with the suspicion due to what strangers send: nothing is unpacked beyond a bound, and nothing
//! counts until all of it was checked.

use base64::Engine as _;
use base64::alphabet::URL_SAFE;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use engine::Level;
use serde::{Deserialize, Serialize};

/// What a link of the first form begins with.
const FIRST: &str = "g1:";

/// Longer links are cut by messengers and refused by servers that they pass through in other people's pages.
pub const MAX_LINK: usize = 8_000;

/// Longer fragments are not even looked at.
const MAX_FRAGMENT: usize = 1_500_000;

/// How much a link or a file may hold when unpacked: somewhat more than is explained at once.
pub const MAX_BYTES: usize = 4 << 20;

/// How the file of a text ends that is too long for a link.
pub const FILE_ENDING: &str = ".gloss.json";

/// Links that lost or gained padding on their way are read all the same.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_encode_padding(false).with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What a link holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shared {
    /// The version of these fields.
    v: u32,
    /// The language's name; `None` where it is to be detected.
    pub lang: Option<String>,
    /// Who it is explained for.
    pub level: Level,
    /// The code.
    pub code: String,
}

/// Why a link or its file cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Broken {
    /// It was made by a later version.
    Newer,
    /// It is longer, or unpacks to more, than is read.
    TooLarge,
    /// Its letters are not those of a link: it was cut or changed on its way.
    Garbled,
    /// There is no code in it.
    Empty,
}

impl Shared {
    /// What is to be shared.
    pub fn new(lang: Option<&str>, level: Level, code: &str) -> Self {
        Self { v: 1, lang: lang.map(str::to_owned), level, code: code.to_owned() }
    }

    /// The fragment with its `#`; `None` where the link would be too long, so that a file has to do.
    pub fn fragment(&self, address: &str) -> Option<String> {
        // What would have to shrink to a thirtieth is not worth the wait.
        if self.code.len() > 30 * MAX_LINK {
            return None;
        }
        let packed = miniz_oxide::deflate::compress_to_vec(self.json().as_bytes(), 9);
        let fragment = format!("#{FIRST}{}", BASE64.encode(packed));
        (address.len() + fragment.len() <= MAX_LINK).then_some(fragment)
    }

    /// The content of a file that says the same.
    pub fn json(&self) -> String {
        // It cannot fail: the type has no map with odd keys.
        serde_json::to_string(self).unwrap_or_default()
    }

    /// What a fragment holds; `None` where it is something else than a link of ours.
    pub fn of_fragment(fragment: &str) -> Option<Result<Self, Broken>> {
        let rest = fragment.strip_prefix('#').unwrap_or(fragment);
        let (prefix, packed) = rest.split_once(':')?;
        let version = prefix.strip_prefix('g').filter(|it| !it.is_empty() && it.bytes().all(|c| c.is_ascii_digit()))?;
        Some(match version {
            "1" => Self::unpack(packed),
            _ => Err(Broken::Newer),
        })
    }

    /// The first form.
    fn unpack(packed: &str) -> Result<Self, Broken> {
        if packed.len() > MAX_FRAGMENT {
            return Err(Broken::TooLarge);
        }
        let packed = BASE64.decode(packed).map_err(|_| Broken::Garbled)?;
        let json =
            miniz_oxide::inflate::decompress_to_vec_with_limit(&packed, MAX_BYTES).map_err(|error| {
                match error.status {
                    miniz_oxide::inflate::TINFLStatus::HasMoreOutput => Broken::TooLarge,
                    _ => Broken::Garbled,
                }
            })?;
        Self::of_json(&String::from_utf8(json).map_err(|_| Broken::Garbled)?)
    }

    /// What a file holds.
    pub fn of_json(json: &str) -> Result<Self, Broken> {
        if json.len() > MAX_BYTES {
            return Err(Broken::TooLarge);
        }
        let found: Self = match serde_json::from_str(json) {
            Ok(found) => found,
            Err(_) => {
                let later = serde_json::from_str::<serde_json::Value>(json).ok().and_then(|it| it.get("v")?.as_u64());
                return Err(if later.is_some_and(|v| v > 1) { Broken::Newer } else { Broken::Garbled });
            }
        };
        if found.v != 1 {
            return Err(if found.v > 1 { Broken::Newer } else { Broken::Garbled });
        }
        if found.code.trim().is_empty() {
            return Err(Broken::Empty);
        }
        Ok(found)
    }
}

impl Broken {
    /// What is wrong, and how to mend it. `what` is the link, or the file's name.
    pub fn text(self, what: &str) -> String {
        let why = match self {
            Self::Newer => "was made by a newer Gloss: reload the page, or open it where it was made",
            Self::TooLarge => "holds more than Gloss opens: ask for the code as a file, or for a part of it",
            Self::Garbled => {
                "is damaged; part of it may have been lost on the way: copy all of it, or ask for it once more"
            }
            Self::Empty => "holds no code: ask for it once more",
        };
        format!("{what} {why}. What you had is untouched.")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLACE: &str = "https://example.org/gloss/";

    fn link_of(json: &[u8]) -> String {
        format!("#g1:{}", BASE64.encode(miniz_oxide::deflate::compress_to_vec(json, 9)))
    }

    /// A stream of numbers that is the same on every machine.
    fn numbers(seed: u32) -> impl Iterator<Item = u32> {
        std::iter::successors(Some(seed), |it| Some(it.wrapping_mul(1_664_525).wrapping_add(1_013_904_223))).skip(1)
    }

    /// Text of letters, line ends, quotes, other scripts, control characters and everything that JSON and addresses treat specially.
    fn any_text(seed: u32) -> String {
        let alphabet: Vec<char> =
            "ab{}[]()\"'\\/\n\t\r#%&?=+-_:;<>`$ \u{0}\u{7f}\u{2028}\u{202e}é漢😀\u{fffd}".chars().collect();
        let mut numbers = numbers(seed);
        let length = numbers.next().map_or(0, |it| it as usize % 200);
        let text: String = numbers.take(length).map(|it| alphabet[(it >> 8) as usize % alphabet.len()]).collect();
        format!("x{text}")
    }

    #[test]
    fn what_goes_in_comes_out() {
        for seed in 0..500 {
            for level in Level::ALL {
                for lang in [None, Some("python"), Some("c++ \"x\"")] {
                    let shared = Shared::new(lang, level, &any_text(seed));
                    let Some(fragment) = shared.fragment(PLACE) else { panic!("it is short") };
                    assert!(
                        fragment[1..].bytes().all(|c| c.is_ascii_alphanumeric() || b":-_".contains(&c)),
                        "{fragment}"
                    );
                    assert_eq!(Shared::of_fragment(&fragment), Some(Ok(shared.clone())));
                    assert_eq!(Shared::of_json(&shared.json()), Ok(shared));
                }
            }
        }
    }

    #[test]
    fn a_link_of_the_first_form_is_read_for_ever() {
        // Made by another program when the form was laid down; never to be made anew.
        let made = "#g1:q1YqU7Iy1FHKScxLV7JSKqgsycjPUwLyU8tSc4ACqRUFqUUlQIHk_JRUIL9CwVbBMCZPqRYA";
        let read = Shared::new(Some("python"), Level::Expert, "x = 1\n");
        assert_eq!(Shared::of_fragment(made), Some(Ok(read.clone())));
        let json = br#"{"v":1,"lang":"python","level":"expert","code":"x = 1\n","later":true}"#;
        assert_eq!(Shared::of_fragment(&link_of(json)), Some(Ok(read)), "fields of later versions are passed over");
    }

    #[test]
    fn other_fragments_are_none_of_ours() {
        for fragment in ["", "#", "#explanation", "#g", "#g:", "#g1", "#gx:abc", "#http://a:b", "#:", "#g-1:a"] {
            assert_eq!(Shared::of_fragment(fragment), None, "{fragment}");
        }
        assert_eq!(Shared::of_fragment("#g2:abc"), Some(Err(Broken::Newer)));
        assert_eq!(Shared::of_fragment("#g184467440737095516160:abc"), Some(Err(Broken::Newer)));
    }

    #[test]
    fn every_cut_link_is_refused() {
        let shared = Shared::new(Some("python"), Level::Beginner, "def f(x):\n    return x ** 2\n");
        let Some(fragment) = shared.fragment(PLACE) else { panic!("it is short") };
        for end in 4..fragment.len() {
            assert!(matches!(Shared::of_fragment(&fragment[..end]), Some(Err(Broken::Garbled))), "cut at {end}");
        }
    }

    #[test]
    fn no_changed_letter_gets_through_as_nonsense() {
        let shared = Shared::new(Some("python"), Level::Beginner, "def f(x):\n    return x ** 2\n");
        let Some(fragment) = shared.fragment(PLACE) else { panic!("it is short") };
        for (at, random) in (4..fragment.len()).zip(numbers(7)) {
            for other in ["A", "_", "9", "%", " ", "\u{e9}"] {
                let mut changed = fragment.clone();
                changed.replace_range(at..=at, other);
                // Whatever comes out is whole: there is code, and the level is one of ours.
                if let Some(Ok(found)) = Shared::of_fragment(&changed) {
                    assert!(!found.code.trim().is_empty(), "{random}");
                }
            }
        }
    }

    #[test]
    fn random_letters_never_panic() {
        let letters = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        for seed in 0..3_000 {
            let text: String = numbers(seed)
                .take(seed as usize % 90)
                .map(|it| char::from(letters[(it >> 10) as usize % 64]))
                .collect();
            assert!(matches!(Shared::of_fragment(&format!("#g1:{text}")), Some(Err(_))), "{text}");
        }
    }

    #[test]
    fn a_bomb_is_not_unpacked() {
        let mut bomb = br#"{"v":1,"lang":null,"level":"beginner","code":""#.to_vec();
        bomb.resize(100 << 20, b'a');
        bomb.extend_from_slice(b"\"}");
        let packed = miniz_oxide::deflate::compress_to_vec(&bomb, 1);
        assert!(BASE64.encode(&packed).len() < MAX_FRAGMENT, "the bomb is small when packed: {}", packed.len());
        assert_eq!(Shared::of_fragment(&format!("#g1:{}", BASE64.encode(packed))), Some(Err(Broken::TooLarge)));
        let long = format!("#g1:{}", "A".repeat(MAX_FRAGMENT + 1));
        assert_eq!(Shared::of_fragment(&long), Some(Err(Broken::TooLarge)));
    }

    #[test]
    fn hostile_contents_are_refused() {
        for (json, why) in [
            (&b"[]"[..], Broken::Garbled),
            (b"null", Broken::Garbled),
            (b"{}", Broken::Garbled),
            (b"\xff\xfe", Broken::Garbled),
            (br#"{"v":1,"lang":"python","level":"beginner","code":"\xff"}"#, Broken::Garbled),
            (br#"{"v":1,"lang":"python","level":"wizard","code":"x"}"#, Broken::Garbled),
            (br#"{"v":1,"lang":7,"level":"beginner","code":"x"}"#, Broken::Garbled),
            (br#"{"v":1,"lang":"python","level":"beginner","code":["x"]}"#, Broken::Garbled),
            (br#"{"v":0,"lang":"python","level":"beginner","code":"x"}"#, Broken::Garbled),
            (br#"{"v":2,"lang":"python","level":"beginner","code":"x"}"#, Broken::Newer),
            (br#"{"v":2,"text":"x"}"#, Broken::Newer),
            (br#"{"v":1,"lang":null,"level":"expert","code":" \n"}"#, Broken::Empty),
        ] {
            assert_eq!(Shared::of_fragment(&link_of(json)), Some(Err(why)), "{}", String::from_utf8_lossy(json));
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        assert_eq!(Shared::of_fragment(&link_of(deep.as_bytes())), Some(Err(Broken::Garbled)), "nested too deep");
        // What looks like a script is code like any other: it is shown as text.
        let script = Shared::new(None, Level::Beginner, "<script>alert(1)</script>");
        assert_eq!(script.fragment(PLACE).and_then(|it| Shared::of_fragment(&it)), Some(Ok(script)));
    }

    #[test]
    fn a_long_text_is_a_file() {
        let random: String = numbers(3).take(5_000).map(|it| char::from(b'a' + (it >> 16) as u8 % 26)).collect();
        let shared = Shared::new(None, Level::Beginner, &random);
        let Some(short) = Shared::new(None, Level::Beginner, &random[..1_000]).fragment(PLACE) else {
            panic!("it is short")
        };
        assert!(short.len() < MAX_LINK, "{}", short.len());
        let long: String = numbers(5).take(20_000).map(|it| char::from(b'a' + (it >> 16) as u8 % 26)).collect();
        let long = Shared::new(None, Level::Beginner, &long);
        assert_eq!(long.fragment(PLACE), None);
        assert_eq!(Shared::new(None, Level::Beginner, &"a".repeat(10 << 20)).fragment(PLACE), None);
        assert_eq!(Shared::of_json(&shared.json()), Ok(shared));
    }
}
