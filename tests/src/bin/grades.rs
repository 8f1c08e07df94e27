//! grades [-v]: medians
use engine::{Level, Reading, SectionKind};
use gloss_tests::{corpus, functions, readability::Counts};
fn median(v: &mut Vec<f64>) -> f64 {
    v.sort_by(f64::total_cmp);
    if v.is_empty() { 0.0 } else { v[v.len() / 2] }
}
fn main() {
    let verbose = std::env::args().any(|a| a == "-v");
    let roots = corpus::roots();
    let mut all = Vec::new();
    for (name, n) in [("python", 100), ("rust", 100), ("javascript", 60), ("typescript", 40), ("c", 40)] {
        let language = engine::languages().find(|l| l.name == name).unwrap();
        let t = std::time::Instant::now();
        let s = functions::samples(&roots, &language, n);
        eprintln!("{name} {} {:?}", s.len(), t.elapsed());
        all.extend(s);
    }
    let mut grades = [vec![], vec![], vec![]];
    let mut gaps = vec![];
    let mut by_lang: std::collections::BTreeMap<&str, Vec<f64>> = Default::default();
    let sections =
        [SectionKind::What, SectionKind::How, SectionKind::Why, SectionKind::Concepts, SectionKind::WatchOut];
    let mut tot = [[Counts::default(); 5]; 3];
    let mut no_concepts = [vec![], vec![], vec![]];
    for s in &all {
        let r = Reading::of(&s.text, s.language).unwrap();
        let mut g = [None; 3];
        for (i, level) in Level::ALL.into_iter().enumerate() {
            let e = r.explain(level);
            let texts: Vec<&str> = e.sections.iter().flat_map(|s| &s.sentences).map(|s| &s.text[..]).collect();
            if verbose {
                println!("--- {} {} {}", s.path.display(), s.name, level.name());
                for t in &texts {
                    println!("{t}");
                }
            }
            g[i] = Counts::of_all(texts.iter().copied()).grade();
            if verbose {
                println!("@@@ {:?}", g[i]);
            }
            grades[i].extend(g[i]);
            let nc: Vec<&str> = e
                .sections
                .iter()
                .filter(|s| s.kind != SectionKind::Concepts)
                .flat_map(|s| &s.sentences)
                .map(|s| &s.text[..])
                .collect();
            no_concepts[i].extend(Counts::of_all(nc.iter().copied()).grade());
            for sec in &e.sections {
                let k = sections.iter().position(|x| *x == sec.kind).unwrap();
                let c = Counts::of_all(sec.sentences.iter().map(|s| &s.text[..]));
                let t = &mut tot[i][k];
                t.sentences += c.sentences;
                t.words += c.words;
                t.syllables += c.syllables;
            }
        }
        if let (Some(a), Some(b)) = (g[0], g[2]) {
            gaps.push(b - a);
            by_lang.entry(s.language).or_default().push(b - a);
        }
    }
    for i in 0..3 {
        println!(
            "{:12} median {:.2}  without concepts {:.2}",
            Level::ALL[i].name(),
            median(&mut grades[i]),
            median(&mut no_concepts[i])
        );
        for k in 0..5 {
            let c = tot[i][k];
            if c.words > 0 {
                println!(
                    "     {:?} {:.2}  words/sentence {:.1} syll/word {:.2} words {}",
                    sections[k],
                    c.grade().unwrap(),
                    c.words as f64 / c.sentences as f64,
                    c.syllables as f64 / c.words as f64,
                    c.words
                );
            }
        }
    }
    println!("n {} gap median {:.2}", gaps.len(), median(&mut gaps.clone()));
    let below = gaps.iter().filter(|g| **g < 0.0).count();
    println!("negative {below}");
    for (l, mut v) in by_lang {
        println!("{l} {} {:.2}", v.len(), median(&mut v));
    }
}
