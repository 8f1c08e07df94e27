use super::LANGUAGE;
use crate::lower::check;

/// The code model of a page, one line a node, with its depth as indentation.
fn lowers(source: &str, expected: &[&str]) {
    let outline = check::outline(source, &LANGUAGE);
    let found: Vec<&str> = outline.lines().map(str::trim_end).collect();
    for line in expected {
        assert!(found.iter().any(|it| it.ends_with(line)), "no {line}\n{outline}");
    }
}

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn end_tags_may_be_left_out() {
    lowers(
        "<ul><li>a<li>b</ul><p>c<div>d</div>",
        &["    Element `<li>a`", "    Element `<li>b`", "  Element `<p>c`", "  Element `<div>d</div>`"],
    );
}

#[test]
fn attributes_are_read_in_every_spelling() {
    lowers(
        "<a b=c d='e' f=\"{{ \"g\" }}\" h @i.j=\"k()\" [l]=\"m\" {% if n %}o{% endif %}>p</a>",
        &[
            "Entry `b=c`",
            "Entry `d='e'`",
            "Entry `f=\"{{ \"g\" }}\"`",
            "Entry `h`",
            "Entry `@i.j=\"k()\"`",
            "Entry `[l]=\"m\"`",
            "Markup `{% if n %}`",
        ],
    );
}

#[test]
fn styles_are_read_and_scripts_are_kept() {
    lowers(
        "<style>a { color: red }</style><script>if (a < b) { c(\"</p>\") }</script>",
        &["Style `color: red`", "Markup `if (a < b) { c(\"</p>\") }`"],
    );
}

#[test]
fn nesting_has_an_end() {
    for source in [
        "<div>".repeat(20_000),
        "</p>".repeat(20_000),
        "<p".repeat(20_000),
        "<a b=\"".repeat(20_000),
        "{{".repeat(20_000),
        "<svg><style>".repeat(5_000),
        "<!--".repeat(20_000),
        "<li><ul>".repeat(10_000),
    ] {
        let _ = crate::parse(&source, &LANGUAGE, &mut || true);
    }
}

#[test]
fn pages_are_known_by_their_text() {
    for source in [
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head><title>A</title></head>\n<body><p>Hi</p></body>\n</html>\n",
        "<form action=\"/a\" method=\"post\">\n  <input type=\"text\" name=\"b\">\n</form>\n",
        "<ul class=\"menu\">\n  <li><a href=\"/a\">First</a></li>\n</ul>\n",
        "<div class=\"card\">\n  <h2>News</h2>\n  <p>Some words about it.</p>\n</div>\n",
    ] {
        let found = crate::detect(source, None).expect("natively every grammar is there");
        assert_eq!(found.map(|it| it.name), Some(LANGUAGE.name), "{source}");
    }
}
