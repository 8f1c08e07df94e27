//! Words that names are made of: verbs, short forms, and what well-known terms mean.
//!
//! What is here is common knowledge of programmers and says nothing of a certain program; a text that uses it says that it goes by
//! the name.

/// How programmers spell names of several words.
pub(crate) const LETTER_CASES: [&str; 9] =
    ["camel", "snake", "kebab", "pascal", "title", "upper", "lower", "constant", "sentence"];

/// Verbs that function names begin with, in their base form. Words that are as often nouns (`display`, `state`, `time`) are not here.
const VERBS: &str = "abort accept acquire add adjust advance aggregate align allocate animate append apply approve archive \
assert assign attach authenticate authorize await bind block bootstrap build bump cache calculate call cancel capitalize \
capture cast check choose clamp classify clean cleanup clear click clip clone close collapse collect combine commit compact compare \
compile complete compose compress compute concat concatenate configure confirm connect construct consume convert copy correct count \
crawl create crop cut debounce decide decode decompress decrement decrypt deduplicate define delete deliver \
deploy dequeue derive deserialize destroy detach detect determine disable discard disconnect discover dismiss dispatch dispose distribute \
divide download drain draw drop dump duplicate emit enable encode encrypt enforce enhance enqueue ensure enter erase escape establish estimate \
evaluate evict examine exchange exclude execute exit expand explain export extend extract fail fetch fill filter finalize find finish \
fix flatten flip flush focus fold forget format forward free freeze generate get give go grow guess handle hash hide highlight \
identify ignore import improve include increase increment indent infer initialize inject insert inspect install instantiate \
interpolate interpret intersect invalidate invert invite invoke isolate iterate join keep kill launch leave limit link listen load \
locate lock make mark match measure memoize merge migrate minify mix modify monitor mount move multiply mutate navigate negate normalize notify obtain \
observe omit open optimize organize override pack pad paint parse partition pass patch pause peek perform persist pick \
place plot poll pop populate predict prepare prepend preserve preview print process produce propagate provide prune publish pull \
purge push put quantize raise randomize read rebuild receive recompute reconcile reconnect recover redirect redraw reduce \
refresh register reject release reload remove rename render reorder repeat replace report require reserve reset resize resolve respond \
restart restore restrict resume retrieve retry return reverse revert revoke rewrite roll rotate round run sanitize save schedule \
scroll search seek select send serialize set settle setup shorten show shrink shuffle shutdown sift \
simplify simulate skip sleep slice slugify snooze solve sort spawn split stabilize start stop store stringify strip \
submit subscribe substitute subtract suggest sum summarize suppress suspend swap switch synchronize take tell terminate throttle \
throw toggle tokenize train transform translate transpose traverse trim truncate tune unescape uninstall unlink unload unlock \
unmount unpack unregister unsubscribe unwrap update upgrade upload validate verify visit wait walk warn wrap write yield zip \
rfind use chunk compare debounce initialise normalise serialise optimise randomise tokenise";

/// A verb in the third person, if the word is one.
pub(crate) fn verb(word: &str) -> Option<String> {
    if !VERBS.split_ascii_whitespace().any(|it| it == word) {
        return None;
    }
    Some(match word {
        "cleanup" => "cleans up".to_owned(),
        "rfind" => "finds from the end".to_owned(),
        "setup" => "sets up".to_owned(),
        "shutdown" => "shuts down".to_owned(),
        "concat" => "concatenates".to_owned(),
        _ if word.ends_with('o') && word.len() == 2 => format!("{word}es"),
        _ => match word.strip_suffix('y') {
            Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
            _ if word.ends_with(['s', 'x', 'z']) || word.ends_with("ch") || word.ends_with("sh") => {
                format!("{word}es")
            }
            _ => format!("{word}s"),
        },
    })
}

/// A short form written out.
pub(crate) fn written_out(word: &str) -> &str {
    const SHORT: [(&str, &str); 41] = [
        ("deepmerge", "deep merge"),
        ("deepclone", "deep clone"),
        ("fixpoint", "fixed point"),
        ("ref", "reference"),
        ("max", "largest"),
        ("maximum", "largest"),
        ("min", "smallest"),
        ("minimum", "smallest"),
        ("num", "number"),
        ("idx", "index"),
        ("len", "length"),
        ("str", "text"),
        ("cmd", "command"),
        ("msg", "message"),
        ("cfg", "configuration"),
        ("config", "configuration"),
        ("ctx", "context"),
        ("dir", "directory"),
        ("dirs", "directories"),
        ("tmp", "temporary"),
        ("temp", "temporary"),
        ("btn", "button"),
        ("img", "image"),
        ("err", "error"),
        ("val", "value"),
        ("vals", "values"),
        ("arg", "argument"),
        ("args", "arguments"),
        ("param", "parameter"),
        ("params", "parameters"),
        ("prop", "property"),
        ("props", "properties"),
        ("init", "initialize"),
        ("gen", "generate"),
        ("fmt", "format"),
        ("recv", "receive"),
        ("calc", "calculate"),
        ("prev", "previous"),
        ("regex", "regular expression"),
        ("info", "information"),
        ("diff", "difference"),
    ];
    SHORT.iter().find(|it| it.0 == word).map_or(word, |it| it.1)
}

/// Whether a word names who does something (`parser`), not a thing that ends likewise (`number`).
pub(crate) fn is_agent(word: &str) -> bool {
    const THINGS: &str = "number order error buffer header footer pointer parameter character letter integer power color vector \
cursor owner user folder border layer center filter counter corner member other timer answer offer paper over under former \
remainder identifier trailer banner master server sector factor divisor major minor tensor container computer quarter \
upper lower longer larger smaller greater shorter newer older inner outer super writer reader finder stamper";
    let ends = word.len() > 4 && (word.ends_with("er") || word.ends_with("or"));
    ends && !THINGS.split_ascii_whitespace().any(|it| it == word)
}

/// Whether a verb is the name of its outcome too: `word_count`.
pub(crate) fn is_act(word: &str) -> bool {
    const ACTS: &str = "count sum limit mark match measure link plot report format sample cost slice transform focus function cut \
hash run copy print track step range extract filter change return display view key cache list";
    ACTS.split_ascii_whitespace().any(|it| it == word)
}

/// Whether a single word is enough to say what a value is.
pub(crate) fn is_measure(word: &str) -> bool {
    const MEASURES: &str = "total average mean median range length size sum area volume width height price cost duration distance \
difference product ratio percentage plural checksum signature";
    MEASURES.split_ascii_whitespace().any(|it| it == word)
}

/// What a verb means that says little to who does not know it, in the third person. It goes without saying where the code is told.
pub(crate) fn sense(verb: &str) -> Option<&'static str> {
    const SENSES: [(&str, &str); 13] = [
        ("pop", "removes the item on top of a stack or at the end of a list"),
        ("poll", "asks whether something is ready"),
        ("wait", "pauses until something else has happened"),
        ("peek", "looks at what comes next without taking it"),
        ("drain", "takes everything out"),
        ("flush", "passes on what was held back"),
        ("fold", "combines all values into one, one after the other"),
        ("advance", "moves on past what was dealt with"),
        ("spawn", "starts something that runs beside"),
        ("sanitize", "takes out what could do harm"),
        ("normalize", "brings what means the same into one form"),
        ("canonicalize", "brings what means the same into one form"),
        ("resolve", "finds what a name or a reference stands for"),
    ];
    SENSES.iter().find(|it| it.0 == verb).map(|it| it.1)
}

/// What a well-known term means that a name holds, and the term.
pub(crate) fn meaning(words: &[String]) -> Option<(&'static str, &'static str)> {
    /// Terms of several words stand before those that they contain.
    const TERMS: [(&str, &str); 186] = [
        (
            "osa",
            "optimal string alignment: the edit distance where two neighbours that were swapped count as one change",
        ),
        ("sorensen dice", "how similar two texts are by the pairs of letters that they share"),
        ("metaphone", "a short code for how a word sounds"),
        ("did you mean", "what is spelled like a word that is not known is suggested"),
        ("sign extend", "a signed integer of few bytes is made wider and keeps its sign"),
        ("extend sign", "a signed integer of few bytes is made wider and keeps its sign"),
        ("zero extend", "a number of few bytes is made wider with zeros in front"),
        ("fixed point", "a value that does not change any more when the step is done again"),
        ("rabin karp", "a search with a hash that rolls along the text, so that only likely places are compared"),
        ("boyer moore", "a search that looks at the end of the pattern first and leaps over what cannot match"),
        ("minmax", "the smallest and the largest together"),
        ("min max", "the smallest and the largest together"),
        ("smallest largest", "the smallest and the largest together"),
        ("bezout", "the factors that make the greatest common divisor of two numbers out of them"),
        ("popcount", "how many bits are set"),
        ("bitmask", "a number whose bits say yes or no each"),
        ("endian", "which byte of a number comes first"),
        ("varint", "a whole number in as few bytes as it needs"),
        ("run length", "a value and how often it comes in a row"),
        ("delta encode", "each value as its difference from the one before"),
        ("huffman", "short codes for what comes often and long ones for what is rare"),
        ("quaternion", "a turn in space as four numbers"),
        ("bezier", "a curve that control points pull at"),
        ("convex hull", "the smallest polygon without dents around all points"),
        ("bounding box", "the smallest upright rectangle around something"),
        ("easing", "how a movement speeds up and slows down"),
        ("haversine", "the distance between two places on the globe"),
        ("moving average", "the mean of the latest values"),
        ("standard deviation", "how far values lie from their mean"),
        ("percentile", "the value below which a given share of all lies"),
        ("sigmoid", "any number pressed into the range from 0 to 1"),
        ("softmax", "numbers made into shares that add up to 1"),
        ("backpressure", "who reads slowly makes the writer wait"),
        ("heartbeat", "a regular sign that something is still alive"),
        ("watchdog", "acts when a regular sign of life stays away"),
        ("circuit breaker", "stops calling what keeps failing, and tries again later"),
        ("rate limit", "only so much in a given time"),
        ("token bucket", "a limit on a rate that lets short bursts through"),
        ("idempotent", "doing it again changes nothing more"),
        ("oneshot", "a channel for a single value"),
        ("one shot", "a channel for a single value"),
        ("condvar", "lets threads sleep until another one wakes them"),
        ("spinlock", "a lock that is asked for again and again without sleeping"),
        ("spin loop", "waits by asking again and again without sleeping"),
        ("snooze", "waits a little: spins first and then lets other threads run"),
        ("wait group", "waits until all who take part are done"),
        ("rw lock", "many may read at once, or one may write"),
        ("double buffer", "one copy is shown while the other is changed"),
        ("copy on write", "shared until somebody changes it, who then gets a copy"),
        ("arena", "memory for many values that is freed all at once"),
        ("slab", "places for values of one kind, which are used again"),
        ("free list", "a list of places that may be used again"),
        ("interner", "keeps one copy of each text and hands out a small key for it"),
        ("load factor", "which share of a hash table may be filled"),
        ("tombstone", "a mark where something was deleted"),
        ("skip list", "a sorted list with shortcuts"),
        ("merkle", "a tree of hashes, so that a change anywhere changes its root"),
        ("nonce", "a number that is used only once"),
        ("salt", "random bytes that make equal secrets hash differently"),
        ("ast", "the tree that a program's text stands for"),
        ("lexer", "cuts text into its smallest meaningful parts"),
        ("polyfill", "brings what an older environment lacks"),
        ("shim", "a thin layer that makes one thing look like another"),
        ("mixin", "methods that several types take in"),
        ("thunk", "a function that does the work later"),
        ("memo", "what was worked out is kept for the next time"),
        ("hydrate", "what a server has rendered becomes alive in the browser"),
        ("portal", "shows its content elsewhere in the page"),
        ("viewport", "the part of a page that can be seen"),
        ("overscan", "a few more items than can be seen, so that none is missing while scrolling"),
        ("reduced motion", "whether the user prefers fewer animations"),
        ("charset", "which bytes stand for which characters"),
        ("mime", "what kind of content a file or response holds"),
        ("netmask", "which part of an internet address names the network"),
        ("hostname", "the name of a machine on the network"),
        ("basename", "the last part of a path"),
        ("dirname", "a path without its last part"),
        ("glob", "file names by a pattern with wildcards"),
        ("wildcard", "a mark that stands for any text"),
        ("json pointer", "a path into a JSON document, its parts parted by slashes"),
        ("shlex", "cuts a command line into words as a shell does"),
        ("roman numeral", "numbers written with I, V, X, L, C, D and M"),
        ("collatz", "halves even numbers and takes odd ones times three plus one"),
        ("perfect number", "a number that is the sum of its divisors below it"),
        ("game of life", "cells that live or die by how many neighbours they have"),
        ("knapsack", "the most value that fits a limit of weight"),
        ("n queens", "queens on a board of which none can take another"),
        ("pascal triangle", "each number is the sum of the two above it"),
        ("mandelbrot", "the points from which a repeated formula never flies off"),
        ("caesar", "each letter is replaced by one a fixed number of places further"),
        ("rot13", "each letter is replaced by the one 13 places further"),
        ("vigenere", "each letter is moved by as much as a letter of the key says"),
        ("rfind", "the last place where something stands, looked for from the end"),
        (
            "behavior subject",
            "it keeps the current value and tells it to whoever subscribes, at once and whenever it changes",
        ),
        ("stringify", "a value is turned into text"),
        ("deserialize", "a value is made again of the form in which it was stored or sent"),
        ("buffer", "a place where what comes is collected, bytes or other values, until it is used"),
        ("jaro winkler", "how similar two texts are, with a bonus for a prefix that they share"),
        ("jaro", "how similar two texts are, between 0 and 1, by the characters that they share nearby"),
        (
            "levenshtein",
            "the edit distance: the fewest insertions, deletions and substitutions that turn one text into the other",
        ),
        ("edit distance", "the fewest changes that turn one text into the other"),
        ("hamming", "the number of positions at which two texts of the same length differ"),
        ("soundex", "a short code for how a word sounds"),
        ("debounce", "delays calls until none has come for a while"),
        ("throttle", "calls get through at most once in a given time"),
        ("memoize", "what was worked out once is remembered for the next time"),
        ("curry", "arguments can be handed over one at a time"),
        ("compose", "functions are composed into one, each working on what another gives"),
        ("middleware", "functions that wrap what handles a request or an action"),
        ("reducer", "a function that makes the next state out of the state before and an action"),
        ("lru", "least recently used: a full cache gives up what was not used for the longest time"),
        ("ttl", "time to live: what is older does not count any more"),
        ("once", "what happens only the first time"),
        ("freeze", "nothing in it can be changed any more"),
        ("progress", "how far something is"),
        ("singleton", "something of which there is only one"),
        ("semaphore", "lets only so many in at once and makes the others wait"),
        ("mutex", "lets only one in at a time"),
        ("barrier", "tasks wait there until all of them have come"),
        ("backoff", "waits longer after each attempt that failed"),
        ("jitter", "random extra time, so that not all come at once"),
        ("trie", "a tree that finds texts letter by letter"),
        ("bloom filter", "says surely that something is absent, and only perhaps that it is there"),
        ("ring buffer", "a buffer that starts over at its beginning when it is full"),
        ("topological", "an order in which everything comes after what it depends on"),
        ("binary search", "the range is halved until the place is found"),
        ("flood fill", "spreads from a place to all its like neighbours"),
        ("dijkstra", "finds the shortest ways from one place to the others"),
        ("fibonacci", "each number is the sum of the two before it"),
        ("factorial", "the product of all numbers up to a given one"),
        ("gcd", "the greatest common divisor: the largest number that divides both without a remainder"),
        ("lcm", "the smallest number that both divide without a remainder"),
        ("palindrome", "reads the same forwards and backwards"),
        ("anagram", "the same letters in another order"),
        ("permutation", "another order of the same items"),
        ("checksum", "a number made of data that shows whether the data changed"),
        ("crc", "a checksum that shows whether data changed on its way"),
        ("luhn", "a check digit, as on payment cards"),
        ("fnv", "a simple, fast hash that is not meant for secrets"),
        ("hmac", "a code that proves who wrote a message and that nobody changed it"),
        ("csrf", "requests that another site makes in a visitor's name"),
        ("cors", "rules for requests from other sites"),
        ("jwt", "a signed token that says who somebody is"),
        ("uuid", "an identifier that is unique without anybody handing it out"),
        ("nanoid", "a short random identifier"),
        ("slug", "a text made fit for an address"),
        ("etag", "a tag of a response that changes when its content does"),
        ("semver", "version numbers made of major, minor and patch"),
        ("percent decode", "bytes that were written as % and two hexadecimal digits become bytes again"),
        ("percent encode", "bytes are written as % and two hexadecimal digits"),
        ("url encode", "characters that an address must not hold are written as % and two hexadecimal digits"),
        ("base64", "bytes written with 64 letters, digits and signs, four for each three bytes"),
        ("hex", "numbers or bytes written with the digits 0 to f"),
        ("utf8", "text as bytes, one to four for each character"),
        ("ipv4", "internet addresses of four numbers"),
        ("ipv6", "internet addresses of eight groups of digits"),
        ("cidr", "a range of internet addresses"),
        ("deep equal", "contents are compared at all levels, not only whether it is the same object"),
        ("deep merge", "objects are merged at all levels, not only at the first"),
        ("shallow equal", "values are compared at the first level only"),
        ("shallow clone", "a copy of the first level only; what lies deeper is shared"),
        ("structural sharing", "what did not change is kept as the same object instead of being copied"),
        ("flatten", "what lies in nested lists comes into one list"),
        ("chunk", "pieces of at most a given size"),
        ("shuffle", "a random order"),
        ("dedupe", "what is there twice is kept once"),
        ("pairwise", "each value together with the one before it"),
        ("distinct until changed", "a value that is the same as the one before it is left out"),
        ("distinct", "values that are there already are left out"),
        ("clamp", "what is below or above the limits becomes the limit"),
        ("lerp", "a value between two others, by a share from 0 to 1"),
        ("leap year", "a year with a 29th of February"),
        ("celsius", "degrees with water freezing at 0 and boiling at 100"),
        ("tooltip", "a short text that is shown when the pointer is over something"),
        ("skeleton", "a placeholder that is shown while the content loads"),
        ("spinner", "an animation that is shown while something loads"),
        ("progress bar", "a bar that shows how far something is"),
        ("breadcrumb", "the way from the start page to this one"),
        ("modal", "a window above the page that wants an answer first"),
        ("toast", "a short message that goes away by itself"),
        ("error boundary", "catches errors of what is shown inside it"),
        ("divider", "a line between groups"),
        ("separator", "what stands between parts"),
        ("invariant", "makes sure that something holds, as anything else is an error"),
        ("tokenize", "text is cut into its smallest meaningful parts"),
        ("escape", "a character is written in another way, so that it loses or gains a special meaning"),
    ];
    let name = words.join(" ");
    let is_in = |term: &str| {
        name.match_indices(term).any(|(at, _)| {
            let end = at + term.len();
            let rest = name[end..].split(' ').next().unwrap_or("");
            (at == 0 || name[..at].ends_with(' '))
                && matches!(rest, "" | "s" | "d" | "r" | "ed" | "er" | "ing" | "time")
        })
    };
    TERMS.iter().find(|it| is_in(it.0)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_are_known_and_bent() {
        assert_eq!(verb("parse").as_deref(), Some("parses"));
        assert_eq!(verb("apply").as_deref(), Some("applies"));
        assert_eq!(verb("fetch").as_deref(), Some("fetches"));
        assert_eq!(verb("display"), None);
    }

    #[test]
    fn terms_are_whole_words() {
        let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert!(meaning(&words("debounce time")).is_some());
        assert!(meaning(&words("jaro winkler")).is_some_and(|it| it.1.contains("prefix")));
        assert_eq!(meaning(&words("hexagon")), None);
    }
}
