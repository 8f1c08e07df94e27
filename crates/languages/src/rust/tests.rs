//! Outlines of the constructs that facts and prose rely on.

use super::LANGUAGE;
use crate::lower::check;

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn an_import_flattens_its_tree() {
    check::lowers(
        &LANGUAGE,
        "use std::{fs, io::{self, Read as _}};",
        r"
Module `use std::{fs, io::{self, Read as _}};`
  Import(std) `use std::{fs, io::{self, Read as _}};`
    Name `fs`
    Name `io`
    Wildcard `_`
",
    );
}

#[test]
fn attributes_and_bounds_belong_to_their_type() {
    check::lowers(
        &LANGUAGE,
        r"/// Doc.
#[derive(Debug)]
pub struct P<T> where T: Ord { pub x: T }",
        r"
Module `/// Doc.`
  Type(Struct) `#[derive(Debug)]`
    Decorator `#[derive(Debug)]`
      Call `derive(Debug)`
        Name `derive`
        Name `Debug`
    Name `P`
    TypeParameter `T> where T: Ord`
      Name `T`
      Name `Ord`
    Field `pub x: T`
      Name `x`
      TypeExpression `T`
        Name `T`
",
    );
}

#[test]
fn methods_of_an_impl_block_know_their_receiver() {
    check::lowers(
        &LANGUAGE,
        r"impl Show for P { fn new() -> Self { P { x: 1 } } fn show(&mut self, n: u8) -> Option<T> { self.n } }",
        r"
Module `impl Show for P { fn new() -> Self { P { x: 1 } } fn show(&mut self, n: u8) -> Option<T> { self.n } }`
  Type(Extension) `impl Show for P { fn new() -> Self { P { x: 1 } } fn show(&mut self, n: u8) -> Option<T> { self.n } }`
    Name `P`
    Name `Show`
    Function(Method, Modifiers(4)) `fn new() -> Self { P { x: 1 } }`
      Name `new`
      TypeExpression `Self`
        Name `Self`
      Block `{ P { x: 1 } }`
        Record `P { x: 1 }`
          Name `P`
          Entry `x: 1`
            Name `x`
            Integer `1`
    Function(Method, Modifiers(0)) `fn show(&mut self, n: u8) -> Option<T> { self.n }`
      Name `show`
      Parameter `&mut self`
        Name `self`
        TypeExpression `&mut self`
      Parameter `n: u8`
        Name `n`
        TypeExpression `u8`
      TypeExpression `Option<T>`
        TypeExpression `T`
          Name `T`
      Block `{ self.n }`
        Member `self.n`
          This `self`
",
    );
}

#[test]
fn let_else_and_let_chains_test_patterns() {
    check::lowers(
        &LANGUAGE,
        r"fn f() { let Some(mut a) = g()? else { return }; if let Ok(b) = h(a).await && b > 1 {} }",
        r"
Module `fn f() { let Some(mut a) = g()? else { return }; if let Ok(b) = h(a).await && b > 1 {} }`
  Function(Function, Modifiers(16)) `fn f() { let Some(mut a) = g()? else { return }; if let Ok(b) = h(a).await && b > 1 {} }`
    Name `f`
    Block `{ let Some(mut a) = g()? else { return }; if let Ok(b) = h(a).await && b > 1 {} }`
      Let `let Some(mut a) = g()? else { return };`
        Destructure `Some(mut a)`
          Name `Some`
          Name `a`
        Propagate `g()?`
          Call `g()`
            Name `g`
        Block `{ return }`
          Return `return`
      If `if let Ok(b) = h(a).await && b > 1 {}`
        And `let Ok(b) = h(a).await && b > 1`
          Matches `let Ok(b) = h(a).await`
            Await `h(a).await`
              Call `h(a)`
                Name `h`
                Name `a`
            Destructure `Ok(b)`
              Name `Ok`
              Name `b`
          Greater `b > 1`
            Name `b`
            Integer `1`
        Block `{}`
",
    );
}

#[test]
fn arms_keep_alternatives_guards_and_the_default() {
    check::lowers(
        &LANGUAGE,
        r"fn f() { match n { 0 | 1 => g(), MAX if n > 2 => {}, k @ 3..=9 => k, _ => v[1..] } }",
        r"
Module `fn f() { match n { 0 | 1 => g(), MAX if n > 2 => {}, k @ 3..=9 => k, _ => v[1..] } }`
  Function(Function, Modifiers(16)) `fn f() { match n { 0 | 1 => g(), MAX if n > 2 => {}, k @ 3..=9 => k, _ => v[1..] } }`
    Name `f`
    Block `{ match n { 0 | 1 => g(), MAX if n > 2 => {}, k @ 3..=9 => k, _ => v[1..] } }`
      Match `match n { 0 | 1 => g(), MAX if n > 2 => {}, k @ 3..=9 => k, _ => v[1..] }`
        Name `n`
        Arm `0 | 1 => g(),`
          Integer `0`
          Integer `1`
          Call `g()`
            Name `g`
        Arm `MAX if n > 2 => {},`
          Destructure `MAX`
            Name `MAX`
          Greater `n > 2`
            Name `n`
            Integer `2`
          Block `{}`
        Arm `k @ 3..=9 => k,`
          Bind `k @ 3..=9`
            Name `k`
            Range `3..=9`
              Integer `3`
              Integer `9`
          Name `k`
        Arm `_ => v[1..]`
          Index `v[1..]`
            Name `v`
            Slice `1..`
              Integer `1`
",
    );
}

#[test]
fn macros_hold_expressions() {
    check::lowers(
        &LANGUAGE,
        r#"fn f() { println!("{b} of {}", n + 1); vec![k; 2]; matches!(a, Some(_) if c); info!(id = %x, "seen"); }"#,
        r#"
Module `fn f() { println!("{b} of {}", n + 1); vec![k; 2]; matches!(a, Some(_) if c); info!(id = %x, "seen"); }`
  Function(Function, Modifiers(16)) `fn f() { println!("{b} of {}", n + 1); vec![k; 2]; matches!(a, Some(_) if c); info!(id = %x, "seen"); }`
    Name `f`
    Block `{ println!("{b} of {}", n + 1); vec![k; 2]; matches!(a, Some(_) if c); info!(id = %x, "seen"); }`
      Call `println!("{b} of {}", n + 1)`
        Name `println`
        Template `"{b} of {}"`
          Text `"`
          Name `b`
          Text ` of {}"`
        Add `n + 1`
          Name `n`
          Integer `1`
      Repeat `vec![k; 2]`
        Name `k`
        Integer `2`
      And `matches!(a, Some(_) if c)`
        Matches `matches!(a, Some(_) if c)`
          Name `a`
          Destructure `Some(_)`
            Name `Some`
            Wildcard `_`
        Name `c`
      Call `info!(id = %x, "seen")`
        Name `info`
        NamedArgument `id = %x`
          Name `id`
          Name `x`
        Text `"seen"`
"#,
    );
}

#[test]
fn closures_and_loops_keep_their_parts() {
    check::lowers(
        &LANGUAGE,
        r"fn f() { 'o: for (i, x) in v { spawn(move |_| async { &mut x }); break 'o; } }",
        r"
Module `fn f() { 'o: for (i, x) in v { spawn(move |_| async { &mut x }); break 'o; } }`
  Function(Function, Modifiers(16)) `fn f() { 'o: for (i, x) in v { spawn(move |_| async { &mut x }); break 'o; } }`
    Name `f`
    Block `{ 'o: for (i, x) in v { spawn(move |_| async { &mut x }); break 'o; } }`
      Labelled `'o: for (i, x) in v { spawn(move |_| async { &mut x }); break 'o; }`
        Name `o`
        Loop(Each) `for (i, x) in v { spawn(move |_| async { &mut x }); break 'o; }`
          Tuple `(i, x)`
            Name `i`
            Name `x`
          Name `v`
          Block `{ spawn(move |_| async { &mut x }); break 'o; }`
            Call `spawn(move |_| async { &mut x })`
              Name `spawn`
              Function(Lambda, Modifiers(262144)) `move |_| async { &mut x }`
                Parameter `_`
                  Wildcard `_`
                Scoped `async { &mut x }`
                  Block `{ &mut x }`
                    Reference `&mut x`
                      Name `x`
            Break `break 'o`
              Name `o`
",
    );
}
