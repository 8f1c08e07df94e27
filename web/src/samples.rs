//! Code to try Gloss on: short, real, and each with something worth explaining.

/// A sample.
#[derive(Clone, Copy, Debug)]
pub struct Sample {
    /// What the menu calls it.
    pub title: &'static str,
    /// The file that the code stands in, as its language would have it.
    pub file_name: &'static str,
    /// The code.
    pub code: &'static str,
}

macro_rules! sample {
    ($title:literal, $file:literal) => {
        Sample { title: $title, file_name: $file, code: include_str!(concat!("../samples/", $file)) }
    };
}

/// All samples, in the order of the menu; the first one is what a new reader sees.
pub const SAMPLES: &[Sample] = &[
    sample!("Python: moving average", "moving_average.py"),
    sample!("Python: shortest path", "shortest_path.py"),
    sample!("Python: retry decorator", "retry.py"),
    sample!("JavaScript: debounce", "debounce.js"),
    sample!("JavaScript: top customers", "orders.js"),
    sample!("TypeScript: LRU cache", "lru_cache.ts"),
    sample!("TSX: search box", "search_box.tsx"),
    sample!("Rust: load a configuration", "load_config.rs"),
    sample!("Rust: count words in threads", "word_count.rs"),
    sample!("C: list of words", "word_list.c"),
    sample!("C++: lengths of words", "word_lengths.cpp"),
    sample!("Java: library loans", "Loans.java"),
    sample!("C#: top customers", "OrderStats.cs"),
    sample!("Go: check links concurrently", "check_links.go"),
    sample!("Kotlin: price watcher", "PriceWatcher.kt"),
    sample!("Swift: shopping list", "ShoppingList.swift"),
    sample!("Ruby: reading list", "reading_list.rb"),
    sample!("PHP: guest book", "guest_book.php"),
    sample!("SQL: top customers", "top_customers.sql"),
    sample!("Bash: back up a folder", "backup.sh"),
    sample!("HTML: sign-up page", "sign_up.html"),
    sample!("CSS: cards in columns", "cards.css"),
    sample!("JSON: a package of npm", "todo_app.json"),
    sample!("YAML: services of a shop", "shop_services.yml"),
    sample!("TOML: a package of Cargo", "word_counter.toml"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_sample_is_explained_at_every_level() {
        for sample in SAMPLES {
            for level in engine::Level::ALL {
                let request =
                    engine::Request { code: sample.code, language: None, file_name: Some(sample.file_name), level };
                let explanation = engine::explain(&request);
                assert!(explanation.is_ok_and(|it| !it.sections.is_empty()), "{} for {}", sample.title, level.name());
            }
        }
    }
}
