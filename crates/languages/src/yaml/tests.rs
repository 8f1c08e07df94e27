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
        "name: CI\non: [push]\njobs:\n  a:\n    runs-on: ubuntu-latest\n",
        "---\na: 1\n",
        "- id: 1\n  name: x\n- id: 2\n  name: y\n",
        "# settings\nhost: localhost\nport: 80\n",
        "text: |\n  def f():\n    return 1;\nother: 2\n",
        "list: [a,\n  b]\nn: 2\n",
    ] {
        assert_eq!(named(source), Some("yaml"), "{source}");
    }
    for source in [
        "Dear all: here it is.\nBest,\nAnna\n",
        "Note: this is a letter to a friend.\n",
        "- buy milk\n- call Anna\n",
        "try:\n    x = 1\nexcept ValueError:\n    pass\n",
        "class A:\n    x: int\n    y: int\n",
        "color: red;\nmargin: 0;\n",
        "all: main.o\n\tcc -o all main.o\n",
        "a: 1,\nb: 2,\nc: 3,\n",
        "name: string;\nage: number;\n",
    ] {
        assert_ne!(named(source), Some("yaml"), "{source}");
    }
}

#[test]
fn labels_stand_around_values() {
    check::lowers(
        &LANGUAGE,
        "a: &x 1\nb: *x\n",
        r"
Module `a: &x 1`
  Data `a: &x 1`
    Data `a: &x 1`
      Data `a: &x 1`
        Data `a`
        Data `&x 1`
          Data `x`
          Data `1`
      Data `b: *x`
        Data `b`
        Data `*x`
          Data `x`
",
    );
}
