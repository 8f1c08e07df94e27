//! What C#'s lowering makes of syntax.

use super::LANGUAGE;
use crate::lower::check;

fn lowers(source: &str, expected: &str) {
    check::lowers(&LANGUAGE, source, expected);
}

#[test]
fn every_node_of_the_grammar_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn accessors_with_a_body_are_functions_and_others_a_field() {
    lowers(
        r"class A { public int X { get; private set; } = 1; int Y => X; int Z { get { return _z; } set { _z = value; } } }",
        r"
Module `class A { public int X { get; private set; } = 1; int Y => X; int Z { get { return _z; } set { _z = value; } } }`
  Type(Class) `class A { public int X { get; private set; } = 1; int Y => X; int Z { get { return _z; } set { _z = value; } } }`
    Name `A`
    Field `public int X { get; private set; } = 1;`
      Name `X`
      TypeExpression `int`
      Integer `1`
    Function(Getter, Modifiers(16)) `int Y => X;`
      Name `Y`
      TypeExpression `int`
      Block `X`
        Return `X`
          Member `X`
            This ``
    Function(Getter, Modifiers(16)) `int Z { get { return _z; }`
      Name `Z`
      TypeExpression `int`
      Block `{ return _z; }`
        Return `return _z;`
          Name `_z`
    Function(Setter, Modifiers(16)) `set { _z = value; } }`
      Name `Z`
      Parameter `value`
        Name `value`
      Block `{ _z = value; }`
        Assign `_z = value`
          Name `_z`
          Name `value`
",
    );
}

#[test]
fn a_using_declaration_holds_what_follows() {
    lowers(
        r"void F() { G(); using var a = B(); await using var b = C(); D(a); }",
        r"
Module `void F() { G(); using var a = B(); await using var b = C(); D(a); }`
  Function(Function, Modifiers(0)) `void F() { G(); using var a = B(); await using var b = C(); D(a); }`
    Name `F`
    Block `{ G(); using var a = B(); await using var b = C(); D(a); }`
      Call `G()`
        Name `G`
      With `using var a = B(); await using var b = C(); D(a)`
        Let `var a = B()`
          Name `a`
          Call `B()`
            Name `B`
        Let `var b = C()`
          Name `b`
          Call `C()`
            Name `C`
        Block `D(a)`
          Call `D(a)`
            Name `D`
            Name `a`
",
    );
}

#[test]
fn a_check_that_throws_instead_of_a_value_comes_first() {
    lowers(
        r"void F() { x = y ?? throw new E(); var z = G() ?? throw new E(); }",
        r"
Module `void F() { x = y ?? throw new E(); var z = G() ?? throw new E(); }`
  Function(Function, Modifiers(0)) `void F() { x = y ?? throw new E(); var z = G() ?? throw new E(); }`
    Name `F`
    Block `{ x = y ?? throw new E(); var z = G() ?? throw new E(); }`
      If `y ?? throw new E()`
        Equal `y`
          Name `y`
          Null ``
        Block `throw new E()`
          Throw `throw new E()`
            Call `new E()`
              Name `E`
      Assign `x = y ?? throw new E()`
        Name `x`
        Name `y`
      Let `var z = G() ?? throw new E();`
        Name `z`
        Call `G()`
          Name `G`
      If `throw new E()`
        Equal `z`
          Name `z`
          Null ``
        Block `throw new E()`
          Throw `throw new E()`
            Call `new E()`
              Name `E`
",
    );
}

#[test]
fn a_listener_is_handed_over() {
    lowers(
        r"void F() { a.Clicked += (s, e) => G(); total += 1; }",
        r"
Module `void F() { a.Clicked += (s, e) => G(); total += 1; }`
  Function(Function, Modifiers(0)) `void F() { a.Clicked += (s, e) => G(); total += 1; }`
    Name `F`
    Block `{ a.Clicked += (s, e) => G(); total += 1; }`
      Call `a.Clicked += (s, e) => G()`
        Member `a.Clicked +=`
          Member `a.Clicked`
            Name `a`
        Function(Lambda, Modifiers(131072)) `(s, e) => G()`
          Parameter `s`
            Name `s`
          Parameter `e`
            Name `e`
          Call `G()`
            Name `G`
      Assign `total += 1`
        Name `total`
        Integer `1`
",
    );
}

#[test]
fn a_query_is_a_comprehension() {
    lowers(
        r"var q = from a in xs where a.B > 1 orderby a.C descending select a.D;",
        r"
Module `var q = from a in xs where a.B > 1 orderby a.C descending select a.D;`
  Let `var q = from a in xs where a.B > 1 orderby a.C descending select a.D;`
    Name `q`
    Call `from a in xs where a.B > 1 orderby a.C descending select a.D`
      Name `descending`
      Comprehension `from a in xs where a.B > 1 orderby a.C descending select a.D`
        Member `a.D`
          Name `a`
        Clause `from a in xs`
          Name `a`
          Name `xs`
          Greater `a.B > 1`
            Member `a.B`
              Name `a`
            Integer `1`
      Member `a.C`
        Name `a`
",
    );
}

#[test]
fn labels_without_statements_belong_to_the_arm_below() {
    lowers(
        r"void F() { switch (x) { case 1: case > 5 and < 9: G(); break; case A a when a.B: break; default: H(); break; } }",
        r"
Module `void F() { switch (x) { case 1: case > 5 and < 9: G(); break; case A a when a.B: break; default: H(); break; } }`
  Function(Function, Modifiers(0)) `void F() { switch (x) { case 1: case > 5 and < 9: G(); break; case A a when a.B: break; default: H(); break; } }`
    Name `F`
    Block `{ switch (x) { case 1: case > 5 and < 9: G(); break; case A a when a.B: break; default: H(); break; } }`
      Match `switch (x) { case 1: case > 5 and < 9: G(); break; case A a when a.B: break; default: H(); break; }`
        Name `x`
        Arm `case 1: case > 5 and < 9: G(); break;`
          Integer `1`
          And `> 5 and < 9`
            Greater `> 5`
              Wildcard ``
              Integer `5`
            Less `< 9`
              Wildcard ``
              Integer `9`
          Block `G(); break;`
            Call `G()`
              Name `G`
            Break `break;`
        Arm `case A a when a.B: break;`
          Bind `A a`
            Name `a`
            TypeExpression `A`
              Name `A`
          Member `a.B`
            Name `a`
          Block `break;`
            Break `break;`
        Arm `default: H(); break;`
          Block `H(); break;`
            Call `H()`
              Name `H`
            Break `break;`
",
    );
}

#[test]
fn patterns_that_only_compare_are_comparisons() {
    lowers(
        r"bool F() => x is > 3 && x is not null && x is A a && x is { B: 1 };",
        r"
Module `bool F() => x is > 3 && x is not null && x is A a && x is { B: 1 };`
  Function(Function, Modifiers(0)) `bool F() => x is > 3 && x is not null && x is A a && x is { B: 1 };`
    Name `F`
    TypeExpression `bool`
    Block `x is > 3 && x is not null && x is A a && x is { B: 1 }`
      Return `x is > 3 && x is not null && x is A a && x is { B: 1 }`
        And `x is > 3 && x is not null && x is A a && x is { B: 1 }`
          And `x is > 3 && x is not null && x is A a`
            And `x is > 3 && x is not null`
              Greater `x is > 3`
                Name `x`
                Integer `3`
              NotEqual `x is not null`
                Name `x`
                Null `null`
            Matches `x is A a`
              Name `x`
              Bind `A a`
                Name `a`
                TypeExpression `A`
                  Name `A`
          Matches `x is { B: 1 }`
            Name `x`
            Record `{ B: 1 }`
              Wildcard ``
              Entry `B: 1`
                Name `B`
                Integer `1`
",
    );
}

#[test]
fn a_new_object_takes_the_type_that_is_written_for_it() {
    lowers(
        r"class A { B b = new(1); C c = new() { X = 1 }; }",
        r"
Module `class A { B b = new(1); C c = new() { X = 1 }; }`
  Type(Class) `class A { B b = new(1); C c = new() { X = 1 }; }`
    Name `A`
    Field `B b = new(1)`
      Name `b`
      Call `new(1)`
        Name `B`
        Integer `1`
    Field `C c = new() { X = 1 }`
      Name `c`
      Record `new() { X = 1 }`
        Name `C`
        Entry `X = 1`
          Name `X`
          Integer `1`
",
    );
}

#[test]
fn initializers_make_collections() {
    lowers(
        r#"void F() { var a = new List<int> { 1 }; var b = new Dictionary<string, int> { ["x"] = 1 }; var c = new P { X = 1 }; var d = p with { X = 2 }; }"#,
        r#"
Module `void F() { var a = new List<int> { 1 }; var b = new Dictionary<string, int> { ["x"] = 1 }; var c = new P { X = 1 }; var d = p with { X = 2 }; }`
  Function(Function, Modifiers(0)) `void F() { var a = new List<int> { 1 }; var b = new Dictionary<string, int> { ["x"] = 1 }; var c = new P { X = 1 }; var d = p with { X = 2 }; }`
    Name `F`
    Block `{ var a = new List<int> { 1 }; var b = new Dictionary<string, int> { ["x"] = 1 }; var c = new P { X = 1 }; var d = p with { X = 2 }; }`
      Let `var a = new List<int> { 1 };`
        Name `a`
        Sequence `new List<int> { 1 }`
          Integer `1`
      Let `var b = new Dictionary<string, int> { ["x"] = 1 };`
        Name `b`
        Mapping `new Dictionary<string, int> { ["x"] = 1 }`
          Entry `["x"] = 1`
            Text `"x"`
            Integer `1`
      Let `var c = new P { X = 1 };`
        Name `c`
        Record `new P { X = 1 }`
          Name `P`
          Entry `X = 1`
            Name `X`
            Integer `1`
      Let `var d = p with { X = 2 };`
        Name `d`
        Record `p with { X = 2 }`
          Wildcard ``
          Name `p`
          Entry `X = 2`
            Name `X`
            Integer `2`
"#,
    );
}

#[test]
fn conditional_access_is_optional() {
    lowers(
        r"var a = b?.C?.D(1)?[2];",
        r"
Module `var a = b?.C?.D(1)?[2];`
  Let `var a = b?.C?.D(1)?[2];`
    Name `a`
    Index `b?.C?.D(1)?[2]`
      Call `b?.C?.D(1)`
        Member `b?.C?.D`
          Member `b?.C`
            Name `b`
        Integer `1`
      Integer `2`
",
    );
}

#[test]
fn a_yield_makes_a_generator() {
    lowers(
        r"IEnumerable<int> F() { yield return 1; yield break; }",
        r"
Module `IEnumerable<int> F() { yield return 1; yield break; }`
  Function(Function, Modifiers(2)) `IEnumerable<int> F() { yield return 1; yield break; }`
    Name `F`
    TypeExpression `IEnumerable<int>`
      Name `IEnumerable`
      TypeExpression `int`
    Block `{ yield return 1; yield break; }`
      Yield `yield return 1;`
        Integer `1`
      Return `yield break;`
",
    );
}

#[test]
fn an_asynchronous_method_gives_what_its_task_holds() {
    lowers(
        r"async Task<int> F() { return await G(); } async Task H() => await G();",
        r"
Module `async Task<int> F() { return await G(); } async Task H() => await G();`
  Function(Function, Modifiers(1)) `async Task<int> F() { return await G(); }`
    Name `F`
    TypeExpression `int`
    Block `{ return await G(); }`
      Return `return await G();`
        Await `await G()`
          Call `G()`
            Name `G`
  Function(Function, Modifiers(1)) `async Task H() => await G();`
    Name `H`
    Block `await G()`
      Await `await G()`
        Call `G()`
          Name `G`
",
    );
}

#[test]
fn the_first_base_may_be_a_class() {
    lowers(
        r"class A<T> : B, IC where T : D { } class E : IF { }",
        r"
Module `class A<T> : B, IC where T : D { } class E : IF { }`
  Type(Class) `class A<T> : B, IC where T : D { }`
    Name `A`
    TypeParameter `T`
      Name `T`
      TypeExpression `D`
        Name `D`
    TypeExpression `B`
      Name `B`
    TypeExpression `IC`
      TypeExpression `IC`
        Name `IC`
  Type(Class) `class E : IF { }`
    Name `E`
    TypeExpression `IF`
      TypeExpression `IF`
        Name `IF`
",
    );
}
