//! `cargo xtask bench lm`: our model runtime against onnxruntime-web, on the same weights in one Chromium.
//!
//! All of them answer in turn, round after round, so that a busy machine slows all alike; medians and ratios are printed, and nothing is
//! asserted but that all compute the same. Ours does all that an answer needs (probabilities, masks, the choice of a token); its peer
//! is told what to write, and only looks for the likeliest token.

use std::path::Path;

use gloss_tests::webdriver::{Browser, Engine};
use serde_json::{Value, json};
use xtask::server::Server;

/// Rounds that are not counted: browsers compile what is used often a second time, and better.
const WARM_UP: usize = 4;
/// How often each runtime is loaded; it takes longer than a round.
const LOADS: usize = 3;
const TAGS: [&str; 3] = ["<b>", "<i>", "<e>"];

/// What the models read: long enough to fill what they can read.
const CODE: &str = r#"
def merge_intervals(intervals, gap=0):
    """Joins intervals that overlap or are close to each other."""
    if gap < 0:
        raise ValueError("the gap must not be negative")
    merged = []
    for start, end in sorted(intervals):
        if start > end:
            raise ValueError("an interval ends before it starts")
        if merged and start <= merged[-1][1] + gap:
            last_start, last_end = merged.pop()
            merged.append((last_start, max(last_end, end)))
        else:
            merged.append((start, end))
    total = sum(end - start for start, end in merged)
    logger.info("merged %d intervals into %d, %d in all", len(intervals), len(merged), total)
    return merged
"#;

/// A runtime with weights in one form.
struct Runtime {
    name: &'static str,
    title: &'static str,
    threads: u32,
    /// How many bytes it reads for each weight.
    width: f64,
    script: &'static str,
    form: &'static str,
}

const fn peer(name: &'static str, title: &'static str, threads: u32, width: f64, form: &'static str) -> Runtime {
    Runtime { name, title, threads, width, script: "peer.mjs", form }
}

const OURS: usize = 0;
const RUNTIMES: [Runtime; 6] = [
    Runtime { name: "ours", title: "gloss int8", threads: 1, width: 1.0, script: "ours.mjs", form: "model" },
    peer("f32", "onnxruntime-web f32", 1, 4.0, "f32"),
    peer("dynamic", "onnxruntime-web 8-bit", 1, 1.0, "dynamic"),
    peer("stored", "onnxruntime-web int8 as stored", 1, 1.0, "model"),
    peer("f32-2", "onnxruntime-web f32", 2, 4.0, "f32"),
    peer("dynamic-2", "onnxruntime-web 8-bit", 2, 1.0, "dynamic"),
];

/// What is measured of a runtime in each round: tokens a second.
#[derive(Default)]
struct Speeds {
    prefill: Vec<f64>,
    one: Vec<f64>,
    three: Vec<f64>,
}

fn main() -> Result<(), String> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [site, rounds] = &arguments[..] else { return Err("run `cargo xtask bench lm`".to_owned()) };
    let rounds: usize = rounds.parse().map_err(|error| format!("{rounds}: {error}"))?;
    let site = Path::new(site);
    let server = Server::start(site, 0, "/").map_err(|error| format!("{error:#}"))?;
    server.isolate();
    let page = Page(Browser::start(Engine::Chromium)?);
    page.0.go(&server.address())?;
    if page.0.run("return crossOriginIsolated", &[])? != json!(true) {
        return Err("the page may not share memory between threads".to_owned());
    }
    measure(&page, site, rounds.max(1))
}

fn measure(page: &Page, site: &Path, rounds: usize) -> Result<(), String> {
    let before = load();
    let manifest = std::fs::read(site.join("model/manifest.json")).map_err(|error| error.to_string())?;
    let manifest: Value = serde_json::from_slice(&manifest).map_err(|error| error.to_string())?;
    let mut loads: [Vec<Value>; RUNTIMES.len()] = Default::default();
    for _ in 0..LOADS {
        for (runtime, loads) in RUNTIMES.iter().zip(&mut loads) {
            let options = json!({ "model": "model", "form": runtime.form, "threads": runtime.threads });
            loads.push(page.call("load", &json!([runtime.name, runtime.script, options]))?);
        }
    }
    page.call("load", &json!(["memory", "ours.mjs", {}]))?;

    let source = source()?;
    let texts: Vec<&str> = [source.as_str(), "</s>"].into_iter().chain(TAGS).collect();
    let tokens = page.ask("ours", "tokens", &json!(texts))?;
    let context = manifest["context"]["source"].as_u64().unwrap_or_default() as usize;
    let read: Vec<Value> = list(&tokens[0]).iter().take(context).cloned().collect();
    let said = page.ask("ours", "infer", &json!({ "source": source, "tags": TAGS, "beam": 1 }))?;
    let rows: Vec<Value> = list(&said)
        .iter()
        .zip(&list(&tokens)[2..])
        .map(|(said, first)| {
            let steps = list(&said["token_log_probabilities"]).len();
            json!({ "first": first[0], "tokens": said["tokens"], "steps": steps })
        })
        .collect();
    let steps: Vec<usize> = rows.iter().map(|row| row["steps"].as_u64().unwrap_or_default() as usize).collect();
    println!(
        "{}, {:.1} MB: reads {} tokens, writes {} at three levels; median of {rounds} rounds in Chromium, in turn",
        manifest["name"].as_str().unwrap_or("a model"),
        list(&manifest["files"]).iter().map(|file| number(&file["bytes"])).sum::<f64>() / 1e6,
        read.len(),
        steps.iter().map(usize::to_string).collect::<Vec<_>>().join(" + "),
    );

    for runtime in RUNTIMES.iter().filter(|it| it.threads == 1 && it.script == "peer.mjs") {
        let theirs =
            page.ask(runtime.name, "score", &json!({ "source": read, "rows": rows, "end": list(&tokens)[1][0] }))?;
        let differences = list(&said).iter().zip(list(&theirs)).flat_map(|(said, theirs)| {
            let ours = list(&said["token_log_probabilities"]).iter().map(number);
            ours.zip(list(theirs).iter().map(number)).map(|(ours, theirs)| (ours - theirs).abs())
        });
        let largest = differences.max_by(f64::total_cmp).unwrap_or(f64::NAN);
        println!("  {}: log-probabilities differ from ours by at most {largest:.5}", runtime.title);
        if largest.is_nan() || largest >= 1.0 {
            return Err(format!("{} does not compute what ours does", runtime.title));
        }
    }

    let bytes = std::fs::metadata(site.join("model/decoder.onnx")).map_err(|error| error.to_string())?.len();
    let weights = bytes as f64;
    let mut speeds: [Speeds; RUNTIMES.len()] = Default::default();
    let mut memory = [0.0; RUNTIMES.len()];
    let mut streams: [Vec<f64>; 3] = Default::default();
    let n_steps = steps.iter().sum::<usize>() as f64;
    for round in 0..WARM_UP + rounds {
        for (runtime, (speeds, memory)) in RUNTIMES.iter().zip(speeds.iter_mut().zip(&mut memory)) {
            let work = |tags: &[&str], rows: &[Value]| {
                let request = json!({ "source": source, "tags": tags, "beam": 1 });
                page.ask(runtime.name, "work", &json!({ "request": request, "source": read, "rows": rows }))
            };
            let (mut prefill, mut one) = (0.0, 0.0);
            for (&tag, row) in TAGS.iter().zip(&rows) {
                let took = work(&[tag], std::slice::from_ref(row))?;
                prefill += number(&took["prefill"]);
                one += number(&took["decode"]);
            }
            let took = work(&TAGS, &rows)?;
            prefill += number(&took["prefill"]);
            *memory = number(&took["memory"]);
            if round >= WARM_UP {
                speeds.prefill.push((4 * read.len()) as f64 / prefill * 1e3);
                speeds.one.push(n_steps / one * 1e3);
                speeds.three.push(n_steps / number(&took["decode"]) * 1e3);
            }
        }
        if round >= WARM_UP {
            // What a decoder reads for each token, as int8 and as f32, and more than any cache holds.
            for (stream, length) in streams.iter_mut().zip([bytes, 4 * bytes, 128_000_000]) {
                let options = json!({ "length": length, "times": 3 });
                stream.push(number(&page.ask("memory", "stream", &options)?));
            }
        }
    }
    let [narrow, wide, far] = streams.map(|stream| median(stream) * 1e3);
    let ceiling = |width: f64| (if width > 1.0 { wide } else { narrow }) / (weights * width);

    println!(
        "  {:32} {:>7} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "tokens a second", "threads", "prefill", "decode", "ceiling", "3 levels", "ready ms", "wasm MB"
    );
    for (at, runtime) in RUNTIMES.iter().enumerate() {
        let [prefill, one, three] =
            [&speeds[at].prefill, &speeds[at].one, &speeds[at].three].map(|it| median(it.clone()));
        println!(
            "  {:32} {:>7} {prefill:>9.0} {one:>9.0} {:>8.0}% {three:>9.0} {:>9.0} {:>9.1}",
            runtime.title,
            runtime.threads,
            one / ceiling(runtime.width) * 100.0,
            median(loads[at].iter().map(|it| number(&it["ready"])).collect()),
            memory[at] / 1e6,
        );
    }
    let part = |name: &str| median(loads[OURS].iter().map(|it| number(&it[name])).collect());
    println!("  of gloss's time to be ready: {:.0} ms compiling, {:.0} ms loading", part("compile"), part("load"));
    println!(
        "  ceiling: the decoder's {:.1} MB of int8 at {:.1} GB/s are {:.0} tokens a second, its {:.1} MB of f32 at {:.1} GB/s {:.0}; \
         128 MB are read at {:.1} GB/s",
        weights / 1e6,
        narrow / 1e9,
        ceiling(1.0),
        weights * 4.0 / 1e6,
        wide / 1e9,
        ceiling(4.0),
        far / 1e9,
    );
    for threads in [1, 2] {
        let best = |pick: fn(&Speeds) -> &Vec<f64>| {
            let peers = (0..RUNTIMES.len()).filter(|&at| at != OURS && RUNTIMES[at].threads == threads);
            let best =
                peers.max_by(|&a, &b| median(pick(&speeds[a]).clone()).total_cmp(&median(pick(&speeds[b]).clone())));
            // In each round by itself, since a round is short and what else the machine does changes.
            let best = pick(&speeds[best.unwrap_or(OURS)]).iter();
            median(pick(&speeds[OURS]).iter().zip(best).map(|(ours, theirs)| ours / theirs).collect())
        };
        println!(
            "gloss over onnxruntime-web's best with {threads} thread(s): prefill {:.2} ×, decode {:.2} ×, three levels together {:.2} ×",
            best(|it| &it.prefill),
            best(|it| &it.one),
            best(|it| &it.three),
        );
    }
    if let (Some(before), Some(after)) = (before, load()) {
        println!("load average of the machine: {before} before, {after} after");
    }
    Ok(())
}

/// The page that starts the runtimes.
struct Page(Browser);

impl Page {
    /// Calls a function of the page and waits for what it promises.
    fn call(&self, function: &str, arguments: &Value) -> Result<Value, String> {
        const SCRIPT: &str = "const [name, values, done] = arguments; \
             window[name](...values).then((answer) => done({ answer }), (error) => done({ error: String(error.stack ?? error) }));";
        let answer = self.0.run_async(SCRIPT, &[json!(function), arguments.clone()])?;
        match answer["error"].as_str() {
            Some(error) => Err(error.to_owned()),
            None => Ok(answer["answer"].clone()),
        }
    }

    fn ask(&self, runtime: &str, method: &str, argument: &Value) -> Result<Value, String> {
        self.call("ask", &json!([runtime, method, argument]))
    }
}

/// What the engine tells a model about the code.
fn source() -> Result<String, String> {
    let language =
        languages::LANGUAGES.iter().find(|it| it.extensions.contains(&"py")).ok_or("nothing reads the code")?;
    let unit = languages::parse(CODE, language, &mut || true);
    let prompts = engine::prompt::of_unit(&unit, &facts::observe(&unit));
    prompts.into_iter().next().map(|it| it.source).ok_or_else(|| "there is no item in the code".to_owned())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn number(value: &Value) -> f64 {
    value.as_f64().unwrap_or(f64::NAN)
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

/// How busy the machine is, where it says so.
fn load() -> Option<String> {
    std::fs::read_to_string("/proc/loadavg").ok()?.split(' ').next().map(str::to_owned)
}
