//! Outlines of the constructs that facts and prose rely on.

use super::LANGUAGE;
use crate::lower::check;

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn methods_in_a_row_extend_their_type() {
    check::lowers(
        &LANGUAGE,
        "func (s *S) a() { s.n++ }\nfunc (s S) b() int { return s.n }\nfunc (t T) c() {}",
        r"
Module `func (s *S) a() { s.n++ }`
  Type(Extension) `func (s *S) a() { s.n++ }`
    Name `S`
    Function(Method, Modifiers(0)) `func (s *S) a() { s.n++ }`
      Name `a`
      Parameter `s *S`
        Name `s`
        TypeExpression `*S`
          TypeExpression `S`
            Name `S`
      Block `{ s.n++ }`
        Update `s.n++`
          Member `s.n`
            This `s`
    Function(Method, Modifiers(0)) `func (s S) b() int { return s.n }`
      Name `b`
      Parameter `s S`
        Name `s`
        TypeExpression `S`
          Name `S`
      TypeExpression `int`
        Name `int`
      Block `{ return s.n }`
        Return `return s.n`
          Member `s.n`
            This `s`
  Type(Extension) `func (t T) c() {}`
    Name `T`
    Function(Method, Modifiers(0)) `func (t T) c() {}`
      Name `c`
      Parameter `t T`
        Name `t`
        TypeExpression `T`
          Name `T`
      Block `{}`
",
    );
}

#[test]
fn a_bare_return_gives_back_the_named_results() {
    check::lowers(
        &LANGUAGE,
        "func f() (n int, err error) { return }",
        r"
Module `func f() (n int, err error) { return }`
  Function(Function, Modifiers(0)) `func f() (n int, err error) { return }`
    Name `f`
    TypeExpression `(n int, err error)`
      TypeExpression `int`
        Name `int`
      TypeExpression `error`
        Name `error`
    Block `{ return }`
      Let `n int`
        Name `n`
        TypeExpression `int`
          Name `int`
      Let `err error`
        Name `err`
        TypeExpression `error`
          Name `error`
      Return `return`
        Tuple `n int, err`
          Name `n`
          Name `err`
",
    );
}

#[test]
fn what_an_if_sets_up_stands_before_it() {
    check::lowers(
        &LANGUAGE,
        "func f() { if v, ok := m[k]; ok { g(v) } }",
        r"
Module `func f() { if v, ok := m[k]; ok { g(v) } }`
  Function(Function, Modifiers(0)) `func f() { if v, ok := m[k]; ok { g(v) } }`
    Name `f`
    Block `{ if v, ok := m[k]; ok { g(v) } }`
      Block `if v, ok := m[k]; ok { g(v) }`
        Let `v, ok := m[k]`
          Tuple `v, ok`
            Name `v`
            Name `ok`
          Index `m[k]`
            Name `m`
            Name `k`
        If `if v, ok := m[k]; ok { g(v) }`
          Name `ok`
          Block `{ g(v) }`
            Call `g(v)`
              Name `g`
              Name `v`
",
    );
}

#[test]
fn append_to_itself_is_a_method() {
    check::lowers(
        &LANGUAGE,
        "func f() { xs = append(xs, 1, 2); ys = append(xs, 1) }",
        r"
Module `func f() { xs = append(xs, 1, 2); ys = append(xs, 1) }`
  Function(Function, Modifiers(0)) `func f() { xs = append(xs, 1, 2); ys = append(xs, 1) }`
    Name `f`
    Block `{ xs = append(xs, 1, 2); ys = append(xs, 1) }`
      Call `xs = append(xs, 1, 2)`
        Member `append`
          Name `xs`
        Integer `1`
        Integer `2`
      Assign `ys = append(xs, 1)`
        Name `ys`
        Call `append(xs, 1)`
          Name `append`
          Name `xs`
          Integer `1`
",
    );
}

#[test]
fn ranges_tell_keys_from_items() {
    check::lowers(
        &LANGUAGE,
        "func f() { for i := range a {}; for _, x := range b {}; for k, v := range c {}; for range d {}; for {} }",
        r"
Module `func f() { for i := range a {}; for _, x := range b {}; for k, v := range c {}; for range d {}; for {} }`
  Function(Function, Modifiers(0)) `func f() { for i := range a {}; for _, x := range b {}; for k, v := range c {}; for range d {}; for {} }`
    Name `f`
    Block `{ for i := range a {}; for _, x := range b {}; for k, v := range c {}; for range d {}; for {} }`
      Loop(Keys) `for i := range a {}`
        Name `i`
        Name `a`
        Block `{}`
      Loop(Each) `for _, x := range b {}`
        Name `x`
        Name `b`
        Block `{}`
      Loop(Each) `for k, v := range c {}`
        Tuple `k, v`
          Name `k`
          Name `v`
        Name `c`
        Block `{}`
      Loop(Keys) `for range d {}`
        Name `d`
        Block `{}`
      Loop(Endless) `for {}`
        Block `{}`
",
    );
}

#[test]
fn literals_say_what_they_make() {
    check::lowers(
        &LANGUAGE,
        "var a, b = []P{{1, 2}}, map[string]P{k: {x: 1}}\nvar c = &P{x: 1}\nvar d = make([]int, 3)",
        r"
Module `var a, b = []P{{1, 2}}, map[string]P{k: {x: 1}}`
  Let `var a, b = []P{{1, 2}}`
    Name `a`
    Sequence `[]P{{1, 2}}`
      Record `{1, 2}`
        Name `P`
        Integer `1`
        Integer `2`
  Let `b = []P{{1, 2}}, map[string]P{k: {x: 1}}`
    Name `b`
    Mapping `map[string]P{k: {x: 1}}`
      Entry `k: {x: 1}`
        Name `k`
        Record `{x: 1}`
          Name `P`
          Entry `x: 1`
            Name `x`
            Integer `1`
  Let `var c = &P{x: 1}`
    Name `c`
    Reference `&P{x: 1}`
      Record `P{x: 1}`
        TypeExpression `P`
          Name `P`
        Entry `x: 1`
          Name `x`
          Integer `1`
  Let `var d = make([]int, 3)`
    Name `d`
    Repeat `make([]int, 3)`
      TypeExpression `[]int`
        TypeExpression `int`
          Name `int`
      Integer `3`
",
    );
}

#[test]
fn channels_and_switches() {
    check::lowers(
        &LANGUAGE,
        "func f() { select { case v := <-c: g(v); case d <- 1: default: }; switch { case a, b: h() }; switch x := y.(type) { case nil, *T: h(x) } }",
        r"
Module `func f() { select { case v := <-c: g(v); case d <- 1: default: }; switch { case a, b: h() }; switch x := y.(type) { case nil, *T: h(x) } }`
  Function(Function, Modifiers(0)) `func f() { select { case v := <-c: g(v); case d <- 1: default: }; switch { case a, b: h() }; switch x := y.(type) { case nil, *T: h(x) } }`
    Name `f`
    Block `{ select { case v := <-c: g(v); case d <- 1: default: }; switch { case a, b: h() }; switch x := y.(type) { case nil, *T: h(x) } }`
      Match `select { case v := <-c: g(v); case d <- 1: default: }`
        Arm `case v := <-c: g(v);`
          Let `v := <-c`
            Name `v`
            Receive `<-c`
              Name `c`
          Block `g(v);`
            Call `g(v)`
              Name `g`
              Name `v`
        Arm `case d <- 1:`
          Send `d <- 1`
            Name `d`
            Integer `1`
          Block ``
        Arm `default:`
          Block ``
      Match `switch { case a, b: h() }`
        Arm `case a, b: h()`
          Or `a, b`
            Name `a`
            Name `b`
          Block `h()`
            Call `h()`
              Name `h`
      Match `switch x := y.(type) { case nil, *T: h(x) }`
        Bind `x := y`
          Name `x`
          TypeOf `y`
            Name `y`
        Arm `case nil, *T: h(x)`
          Null `nil`
          TypeExpression `*T`
            TypeExpression `T`
              Name `T`
          Block `h(x)`
            Call `h(x)`
              Name `h`
              Name `x`
",
    );
}
