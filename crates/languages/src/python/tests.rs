//! What Python code becomes.

use code::{Kind, Modifiers, ParameterForm, TypeForm, Unit};

use super::LANGUAGE;
use crate::lower::check::{every_node_has_a_rule, lowers};

fn unit(source: &str) -> Unit {
    crate::parse(source, &LANGUAGE, &mut || true)
}

/// The nodes of a unit as `describe` puts them, those without a description left out.
fn nodes(unit: &Unit, describe: impl Fn(&Unit, Kind) -> Option<String>) -> Vec<String> {
    unit.preorder(unit.root)
        .filter_map(|id| describe(unit, unit.kind(id)).map(|text| format!("{text} {}", unit.text(id))))
        .collect()
}

#[test]
fn the_grammar_is_covered() {
    every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn a_function_with_all_kinds_of_parameters() {
    let unit = unit("def f(a, /, b: int = 1, *rest, c, d=2, **more) -> str: return a\ndef g(a, *, b: x): pass\n");
    let forms = nodes(&unit, |_, kind| match kind {
        Kind::Parameter { form, .. } => Some(format!("{form:?}")),
        _ => None,
    });
    assert_eq!(
        forms,
        [
            "PositionOnly a",
            "Plain b: int = 1",
            "Rest *rest",
            "NamedOnly c",
            "NamedOnly d=2",
            "NamedRest **more",
            "Plain a",
            "NamedOnly b: x",
        ]
    );
}

#[test]
fn docstrings_leave_the_body() {
    let unit =
        unit("'''Of the file.'''\n\ndef f():\n    \"\"\"Does it.\n\n    In two steps.\n    \"\"\"\n    return 1\n");
    let docs: Vec<&str> = unit.docs.iter().map(|doc| doc.text.as_str()).collect();
    assert_eq!(docs, ["Does it.\n\nIn two steps.", "Of the file."]);
    assert_eq!(unit.functions[0].doc.map(|id| unit.doc(id).text.as_str()), Some("Does it.\n\nIn two steps."));
    assert_eq!(unit.preorder(unit.root).filter(|&id| matches!(unit.kind(id), Kind::Text(_))).count(), 0);
}

#[test]
fn a_generator_is_known_by_its_own_yield() {
    let unit = unit(
        "def outer():\n    def inner():\n        yield 1\n    return inner\ndef both():\n    f = lambda: 1\n    x = yield\n",
    );
    let generators: Vec<(&str, bool)> = unit
        .functions
        .iter()
        .map(|function| {
            let name = function.name.and_then(|name| unit.name_of(name)).unwrap_or("lambda");
            (name, function.modifiers.has(Modifiers::GENERATOR))
        })
        .collect();
    assert_eq!(generators, [("inner", true), ("outer", false), ("lambda", false), ("both", true)]);
}

#[test]
fn a_class_with_all_kinds_of_methods() {
    let source = "\
class A(B, metaclass=M):
    x: int = 1
    def __init__(self): self.x = 2
    @property
    def p(self): return super().p
    @p.setter
    def p(self, value): ...
    @staticmethod
    def s(a): pass
    @classmethod
    def c(cls): pass
    if FAST:
        def q(self): pass
";
    lowers(
        &LANGUAGE,
        source,
        "
Module `class A(B, metaclass=M):`
  Type(Class) `class A(B, metaclass=M):`
    Name `A`
    Name `B`
    NamedArgument `metaclass=M`
      Name `metaclass`
      Name `M`
    Field `x: int = 1`
      Name `x`
      TypeExpression `int`
        Name `int`
      Integer `1`
    Function(Constructor, Modifiers(0)) `def __init__(self): self.x = 2`
      Name `__init__`
      Parameter `self`
        Name `self`
      Block `self.x = 2`
        Assign `self.x = 2`
          Member `self.x`
            Name `self`
          Integer `2`
    Function(Getter, Modifiers(0)) `@property`
      Decorator `@property`
        Name `property`
      Name `p`
      Parameter `self`
        Name `self`
      Block `return super().p`
        Return `return super().p`
          Member `super().p`
            Super `super()`
    Function(Setter, Modifiers(0)) `@p.setter`
      Decorator `@p.setter`
        Member `p.setter`
          Name `p`
      Name `p`
      Parameter `self`
        Name `self`
      Parameter `value`
        Name `value`
      Block `...`
        Ellipsis `...`
    Function(Method, Modifiers(4)) `@staticmethod`
      Decorator `@staticmethod`
        Name `staticmethod`
      Name `s`
      Parameter `a`
        Name `a`
      Block `pass`
        Empty `pass`
    Function(Method, Modifiers(65536)) `@classmethod`
      Decorator `@classmethod`
        Name `classmethod`
      Name `c`
      Parameter `cls`
        Name `cls`
      Block `pass`
        Empty `pass`
    If `if FAST:`
      Name `FAST`
      Block `def q(self): pass`
        Function(Method, Modifiers(0)) `def q(self): pass`
          Name `q`
          Parameter `self`
            Name `self`
          Block `pass`
            Empty `pass`
",
    );
    let unit = unit(source);
    let receivers = nodes(&unit, |_, kind| match kind {
        Kind::Parameter { form: ParameterForm::Receiver, .. } => Some("Receiver".to_owned()),
        _ => None,
    });
    assert_eq!(receivers, ["Receiver self", "Receiver self", "Receiver self", "Receiver cls", "Receiver self"]);
}

#[test]
fn elifs_nest() {
    lowers(
        &LANGUAGE,
        "if a: b\nelif c: d\nelse: e\n",
        "
Module `if a: b`
  If `if a: b`
    Name `a`
    Block `b`
      Name `b`
    If `elif c: d`
      Name `c`
      Block `d`
        Name `d`
      Block `e`
        Name `e`
",
    );
}

#[test]
fn a_dispatcher_of_hundreds_of_elifs_stays_low() {
    let mut source = "if x == 0: a()\n".to_owned();
    for n in 1..1000 {
        source.push_str(&format!("elif x == {n}: f{n}()\n"));
    }
    let unit = unit(&source);
    let highest = unit.preorder(unit.root).map(|id| unit.ancestors(id).count()).max();
    assert!(highest.is_some_and(|highest| highest < 100), "{highest:?}");
    let calls = unit.preorder(unit.root).filter(|&id| matches!(unit.kind(id), Kind::Call { .. })).count();
    assert_eq!(calls, 1000);
}

#[test]
fn loops_have_an_else() {
    lowers(
        &LANGUAGE,
        "for a, b in c:\n    break\nelse:\n    d\nwhile True:\n    continue\n",
        "
Module `for a, b in c:`
  Loop(Each) `for a, b in c:`
    Tuple `a, b`
      Name `a`
      Name `b`
    Name `c`
    Block `break`
      Break `break`
    Block `d`
      Name `d`
  Loop(Endless) `while True:`
    Block `continue`
      Continue `continue`
",
    );
}

#[test]
fn try_and_with() {
    lowers(
        &LANGUAGE,
        "\
try:
    with (open(a) as f, g): pass
except (A, B) as e: raise C from e
except: pass
else: assert a, b
finally: del a, b
",
        "
Module `try:`
  Try `try:`
    Block `with (open(a) as f, g): pass`
      With `with (open(a) as f, g): pass`
        Let `open(a) as f`
          Name `f`
          Call `open(a)`
            Name `open`
            Name `a`
        Name `g`
        Block `pass`
          Empty `pass`
    Handler `except (A, B) as e: raise C from e`
      Name `A`
      Name `B`
      Name `e`
      Block `raise C from e`
        Throw `raise C from e`
          Name `C`
          Name `e`
    Handler `except: pass`
      Block `pass`
        Empty `pass`
    Block `assert a, b`
      Assert `assert a, b`
        Name `a`
        Name `b`
    Block `del a, b`
      Delete `del a, b`
        Name `a`
        Name `b`
",
    );
}

#[test]
fn match_with_all_kinds_of_patterns() {
    lowers(
        &LANGUAGE,
        "\
match a:
    case [x, *rest] if rest: b
    case {'k': -1, **more}: b
    case P(x=0, y=_) | Q.R as p: b
    case 1 | None: b
    case _: b
",
        "
Module `match a:`
  Match `match a:`
    Name `a`
    Arm `case [x, *rest] if rest: b`
      Sequence `[x, *rest]`
        Name `x`
        Spread `*rest`
          Name `rest`
      Name `rest`
      Block `b`
        Name `b`
    Arm `case {'k': -1, **more}: b`
      Mapping `{'k': -1, **more}`
        Entry `'k': -1`
          Text `'k'`
          Negate `-1`
            Integer `1`
        Spread `**more`
          Name `more`
      Block `b`
        Name `b`
    Arm `case P(x=0, y=_) | Q.R as p: b`
      Bind `P(x=0, y=_) | Q.R as p`
        Name `p`
        Alternatives `P(x=0, y=_) | Q.R`
          Destructure `P(x=0, y=_)`
            Name `P`
            Entry `x=0`
              Name `x`
              Integer `0`
            Entry `y=_`
              Name `y`
              Wildcard `_`
          Member `Q.R`
            Name `Q`
      Block `b`
        Name `b`
    Arm `case 1 | None: b`
      Alternatives `1 | None`
        Integer `1`
        Null `None`
      Block `b`
        Name `b`
    Arm `case _: b`
      Block `b`
        Name `b`
",
    );
}

#[test]
fn comprehensions_have_clauses_with_filters() {
    lowers(
        &LANGUAGE,
        "{k: v for k, v in a if k \\\n if v for b in v}\nf(x for x in y)\n",
        "
Module `{k: v for k, v in a if k \\`
  Comprehension `{k: v for k, v in a if k \\`
    Entry `k: v`
      Name `k`
      Name `v`
    Clause `for k, v in a if k \\`
      Tuple `k, v`
        Name `k`
        Name `v`
      Name `a`
      Name `k`
      Name `v`
    Clause `for b in v`
      Name `b`
      Name `v`
  Call `f(x for x in y)`
    Name `f`
    Comprehension `(x for x in y)`
      Name `x`
      Clause `for x in y`
        Name `x`
        Name `y`
",
    );
}

#[test]
fn texts_with_holes_are_templates() {
    lowers(
        &LANGUAGE,
        "f\"{a!r} and {b:>{w}.2f}\" 'c'\n'd' \"e\"\n",
        "
Module `f\"{a!r} and {b:>{w}.2f}\" 'c'`
  Template `f\"{a!r} and {b:>{w}.2f}\" 'c'`
    Name `a`
    Text ` and `
    Template `{b:>{w}.2f}`
      Name `b`
      Name `w`
    Text `'c'`
  Text `'d' \"e\"`
",
    );
}

#[test]
fn operators_and_indices() {
    lowers(
        &LANGUAGE,
        "a < b <= c\nnot d not in e\n(n := -1) ** 2\ns[1:, ::2]\nx = y = yield\nz //= 2\n",
        "
Module `a < b <= c`
  Chain `a < b <= c`
    Name `a`
    Name `b`
    Name `c`
  Not `not d not in e`
    NotIn `d not in e`
      Name `d`
      Name `e`
  Power `(n := -1) ** 2`
    Assign `n := -1`
      Name `n`
      Negate `-1`
        Integer `1`
    Integer `2`
  Index `s[1:, ::2]`
    Name `s`
    Tuple `1:, ::2`
      Slice `1:`
        Integer `1`
      Slice `::2`
        Integer `2`
  Assign `x = y = yield`
    Name `x`
    Assign `y = yield`
      Name `y`
      Yield `yield`
  Assign `z //= 2`
    Name `z`
    Integer `2`
",
    );
}

#[test]
fn imports_are_canonical() {
    let unit = unit(
        "import os.path, sys as system\nfrom . import a\nfrom ..b.c import d as e, f\nfrom g import *\nfrom __future__ import annotations\nif TYPE_CHECKING:\n    import t\n",
    );
    let imports: Vec<String> = unit
        .imports
        .iter()
        .map(|import| {
            let alias = import.alias.map_or("-", |alias| unit.text(alias));
            let names: Vec<String> =
                import.names.iter().map(|name| format!("{}={}", name.name, unit.text(name.local))).collect();
            let marks = [(import.wildcard, "*"), (import.types_only, "types")];
            let marks: String = marks.iter().filter(|mark| mark.0).map(|mark| mark.1).collect();
            format!("{} {alias} {names:?} {marks}", import.module)
        })
        .collect();
    assert_eq!(
        imports,
        [
            "os.path os [] ",
            "sys system [] ",
            ". - [\"a=a\"] ",
            "..b.c - [\"d=e\", \"f=f\"] ",
            "g - [] *",
            "__future__ - [\"annotations=annotations\"] ",
            "t t [] types",
        ]
    );
}

#[test]
fn type_hints_have_shapes() {
    let unit = unit(
        "a: int | None\nb: Optional['C']\nc: t.Dict[str, List[int]]\nd: Callable[[int], str]\ne: Union[int, str]\nf: Literal['x']\n",
    );
    let shapes = nodes(&unit, |_, kind| match kind {
        Kind::TypeExpression { form, .. } if form != TypeForm::Primitive => Some(format!("{form:?}")),
        _ => None,
    });
    assert_eq!(
        shapes,
        [
            "Optional int | None",
            "Optional Optional['C']",
            "Named 'C'",
            "Named t.Dict[str, List[int]]",
            "Named List[int]",
            "Function Callable[[int], str]",
            "Union Union[int, str]",
            "Literal Literal['x']",
        ]
    );
}

#[test]
fn python_2_is_read() {
    lowers(
        &LANGUAGE,
        "print a, b\nraise E, 'no'\ntry: pass\nexcept E, e: pass\n",
        "
Module `print a, b`
  Call `print a, b`
    Name `print`
    Name `a`
    Name `b`
  Throw `raise E, 'no'`
    Call `E, 'no'`
      Name `E`
      Text `'no'`
  Try `try: pass`
    Block `pass`
      Empty `pass`
    Handler `except E, e: pass`
      Name `E`
      Name `e`
      Block `pass`
        Empty `pass`
",
    );
}

#[test]
fn broken_code_keeps_what_can_be_read() {
    let unit = unit("def f(:\n    return a\n\nx = (1 +\ny = 2\n");
    assert!(!unit.faults.is_empty());
    let texts: Vec<&str> = unit.preorder(unit.root).map(|id| unit.text(id)).collect();
    assert!(texts.contains(&"a") && texts.contains(&"2"), "{texts:?}");
}

#[test]
fn every_node_has_one_parent_around_it() {
    let unit = unit(include_str!("tests/tour.py"));
    assert!(unit.faults.is_empty(), "{:?}", unit.faults);
    let mut held = vec![0; unit.n_nodes()];
    for id in unit.preorder(unit.root) {
        unit.for_each_child(id, |child| {
            held[child.index()] += 1;
            assert!(unit.span(id).contains(unit.span(child)), "{} in {}", unit.text(child), unit.text(id));
        });
    }
    for (index, &n) in held.iter().enumerate() {
        let id = code::NodeId::from_index(index);
        let dropped = id != unit.root && unit.kind(id) != Kind::Empty;
        assert!(n == 1 || (n == 0 && !dropped), "{n} parents: {:?} {}", unit.kind(id), unit.text(id));
    }
}
