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
        "[package]\nname = \"x\"\n",
        "max-width = 100\n",
        "hard_tabs = true\nmax_width = 120\n",
        "[[bin]]\nname = 'a'\n[a.b]\nc = [\n  1,\n]\n",
        "text = \"\"\"\nfree text = here\n\"\"\"\n[a]\nb = 2\n",
    ] {
        assert_eq!(named(source), Some("toml"), "{source}");
    }
    for source in [
        "x = 1\ny = 2\n",
        "[section]\nkey = value\n",
        "a = [1, 2]\nprint(a)\n",
        "FOO=\"bar\"\nBAZ=\"x\"\n",
        "x = foo()\n[a]\n",
    ] {
        assert_ne!(named(source), Some("toml"), "{source}");
    }
}

#[test]
fn headings_hold_their_entries() {
    check::lowers(
        &LANGUAGE,
        "[a.b]\nc = 1\n",
        r"
Module `[a.b]`
  Data `[a.b]`
    Data `[a.b]`
      Data `[a.b]`
        Data `a`
        Data `b`
        Data `c = 1`
          Data `c`
          Data `1`
",
    );
}
