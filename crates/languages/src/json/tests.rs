use super::LANGUAGE;
use crate::detect;
use crate::lower::check;

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

fn named(source: &str) -> Option<&'static str> {
    detect(source, None).ok().flatten().map(|language| language.name)
}

#[test]
fn it_is_known_by_its_text() {
    for source in [
        "{\"name\": \"x\", \"n\": 1}",
        "[{\"id\": 1}, {\"id\": 2}]",
        "[1, 2, 3, 4]",
        "// settings\n{\n  \"a\": true, /* b */\n}\n",
        "{\"a\": 1}\n{\"a\": 2}\n",
        "{\n  \"a\": [1, 2,\n",
    ] {
        assert_eq!(named(source), Some("json"), "{source}");
    }
    for source in [
        "{\"a\": True, \"b\": None}",
        "{ a: 1, b: 2 }",
        "{'a': 1}",
        "const a = {\"b\": 1};",
        "{\"a\": f(x)}",
        "[x for x in y]",
    ] {
        assert_ne!(named(source), Some("json"), "{source}");
    }
}

#[test]
fn comments_and_last_commas_are_read() {
    let source = "{\n  // where\n  \"a\": [1, 2,],\n}";
    let unit = crate::parse(source, &LANGUAGE, &mut || true);
    assert!(unit.faults.is_empty());
    check::lowers(
        &LANGUAGE,
        "{\"a\": [1,]}",
        r#"
Module `{"a": [1,]}`
  Data `{"a": [1,]}`
    Data `{"a": [1,]}`
      Data `"a": [1,]`
        Data `"a"`
        Data `[1,]`
          Data `1`
          Data `,`
"#,
    );
}
