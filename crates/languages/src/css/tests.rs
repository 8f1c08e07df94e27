use super::LANGUAGE;
use crate::lower::check;

/// The code model of a sheet, one line a node.
fn lowers(source: &str, expected: &[&str]) {
    let outline = check::outline(source, &LANGUAGE);
    let found: Vec<&str> = outline.lines().map(str::trim).collect();
    for line in expected {
        assert!(found.contains(line), "no {line}\n{outline}");
    }
}

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn rules_and_declarations_are_found() {
    lowers(
        "@media print { a > b { color: red; --x: { y: z }; &:hover { top: 0 } } }",
        &[
            "Style `color: red`",
            "Style `--x: { y: z }`",
            "Style `a > b`",
            "Style `&:hover { top: 0 }`",
            "Style `print`",
        ],
    );
}

#[test]
fn marks_inside_texts_and_addresses_are_no_marks() {
    lowers(
        "a { content: \"};{\"; background: url(data:image/png;base64,x) } b { c: d }",
        &["Style `content: \"};{\"`", "Style `background: url(data:image/png;base64,x)`", "Style `b { c: d }`"],
    );
}

#[test]
fn what_is_broken_costs_its_place_only() {
    lowers("} a { color red; top: 0 } b { c: d }", &["Style `top: 0`", "Style `b { c: d }`"]);
}

#[test]
fn nesting_has_an_end() {
    for source in [
        "a{".repeat(20_000),
        "{{".repeat(20_000),
        "(".repeat(20_000),
        "@media a{".repeat(10_000),
        "/*".repeat(20_000),
        "a:not(".repeat(5_000),
    ] {
        let _ = crate::parse(&source, &LANGUAGE, &mut || true);
    }
}

#[test]
fn style_sheets_are_known_by_their_text() {
    for source in [
        "body {\n  margin: 0;\n  font-family: sans-serif;\n}\n\na:hover { color: red; }\n",
        ".card { display: flex; padding: 1rem; }\n",
        "@media (max-width: 600px) {\n  .menu { display: none; }\n}\n",
        ":root {\n  --accent: #06c;\n}\n.button { color: var(--accent); }\n",
        "#header ul li a { float: left; width: 20px; }\n",
    ] {
        let found = crate::detect(source, None).expect("natively every grammar is there");
        assert_eq!(found.map(|it| it.name), Some(LANGUAGE.name), "{source}");
    }
}
