use std::collections::HashMap;
use std::sync::mpsc;
use std::thread;

/// Counts the words of several texts, each in a thread of its own.
pub fn count_words(texts: Vec<String>) -> Vec<(String, usize)> {
    let (sender, receiver) = mpsc::channel();
    for text in texts {
        let sender = sender.clone();
        thread::spawn(move || {
            let mut counts = HashMap::new();
            for word in text.split_whitespace() {
                *counts.entry(word.to_lowercase()).or_insert(0) += 1;
            }
            sender.send(counts).expect("the receiver outlives every thread");
        });
    }
    drop(sender);

    let mut totals: HashMap<String, usize> = HashMap::new();
    for counts in receiver {
        for (word, count) in counts {
            *totals.entry(word).or_default() += count;
        }
    }
    let mut sorted: Vec<_> = totals.into_iter().collect();
    sorted.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
    sorted
}
