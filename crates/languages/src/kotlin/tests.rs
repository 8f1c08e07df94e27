//! What Kotlin becomes.

use crate::kotlin::LANGUAGE;
use crate::lower::check;

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn an_unnamed_parameter_is_the_first_it() {
    check::lowers(
        &LANGUAGE,
        "val a = b.map { it + c.apply { d(it) } }",
        r"
Module `val a = b.map { it + c.apply { d(it) } }`
  Let `val a = b.map { it + c.apply { d(it) } }`
    Name `a`
    Call `b.map { it + c.apply { d(it) } }`
      Member `b.map`
        Name `b`
      Function(Lambda, Modifiers(131072)) `{ it + c.apply { d(it) } }`
        Parameter `it`
          Name `it`
        Add `it + c.apply { d(it) }`
          Name `it`
          Call `c.apply { d(it) }`
            Member `c.apply`
              Name `c`
            Function(Lambda, Modifiers(0)) `{ d(it) }`
              Call `d(it)`
                Name `d`
                Name `it`
",
    );
}

#[test]
fn short_texts_have_names_in_them() {
    check::lowers(
        &LANGUAGE,
        r#"val x = "a $b, ${c.d} \$e $5""#,
        r#"
Module `val x = "a $b, ${c.d} \$e $5"`
  Let `val x = "a $b, ${c.d} \$e $5"`
    Name `x`
    Template `"a $b, ${c.d} \$e $5"`
      Text `a `
      Name `b`
      Text `, `
      Member `c.d`
        Name `c`
      Text ` \$e $5`
"#,
    );
}

#[test]
fn a_branch_that_leaves_is_what_happens_otherwise() {
    check::lowers(
        &LANGUAGE,
        "fun f(x: Int?): Int {\n  val y = x ?: return 0\n  return y\n}",
        r"
Module `fun f(x: Int?): Int {`
  Function(Function, Modifiers(8)) `fun f(x: Int?): Int {`
    Name `f`
    Parameter `x: Int?`
      Name `x`
      TypeExpression `Int?`
        TypeExpression `Int`
          Name `Int`
    TypeExpression `Int`
      Name `Int`
    Block `{`
      Let `val y = x ?: return 0`
        Name `y`
        Name `x`
        Return `return 0`
          Integer `0`
      Return `return y`
        Name `y`
",
    );
}

#[test]
fn blocks_that_run_at_once_are_no_functions() {
    check::lowers(
        &LANGUAGE,
        "fun f() {\n  items.forEach { a(it) }\n  file.use { r -> b(r) }\n  withContext(io) { c() }\n  x?.let { d(it) }\n}",
        r"
Module `fun f() {`
  Function(Function, Modifiers(8)) `fun f() {`
    Name `f`
    Block `{`
      Loop(Each) `items.forEach { a(it) }`
        Name `it`
        Name `items`
        Block `a(it)`
          Call `a(it)`
            Name `a`
            Name `it`
      With `file.use { r -> b(r) }`
        Let `file`
          Name `r`
          Name `file`
        Block `b(r)`
          Call `b(r)`
            Name `b`
            Name `r`
      With `withContext(io) { c() }`
        Call `withContext(io)`
          Name `withContext`
          Name `io`
        Block `c()`
          Call `c()`
            Name `c`
      If `x?.let { d(it) }`
        Matches `x`
          Name `x`
          Name `it`
        Block `d(it)`
          Call `d(it)`
            Name `d`
            Name `it`
",
    );
}

#[test]
fn a_property_is_a_field_or_computes() {
    check::lowers(
        &LANGUAGE,
        "data class A(val b: Int, c: Int = 1) : D(c), E {\n  private var f = 1\n  val g: Int get() = f\n  companion object { const val H = 2 }\n}\nval String.last: Char get() = this[0]",
        r"
Module `data class A(val b: Int, c: Int = 1) : D(c), E {`
  Type(Struct) `data class A(val b: Int, c: Int = 1) : D(c), E {`
    Name `A`
    TypeExpression `D`
      Name `D`
    TypeExpression `E`
      TypeExpression `E`
        Name `E`
    Field `val b: Int`
      Name `b`
      TypeExpression `Int`
        Name `Int`
    Function(Constructor, Modifiers(0)) `(val b: Int, c: Int = 1) : D(c)`
      Parameter `b`
        Name `b`
      Parameter `c: Int = 1`
        Name `c`
        TypeExpression `Int`
          Name `Int`
        Integer `1`
      Block `D(c)`
        Call `D(c)`
          Super `D(c)`
          Name `c`
    Field `private var f = 1`
      Name `f`
      Integer `1`
    Function(Getter, Modifiers(8)) `val g: Int get() = f`
      Name `g`
      TypeExpression `Int`
        Name `Int`
      Member `f`
        This ``
    Field `const val H = 2`
      Name `H`
      Integer `2`
  Function(Getter, Modifiers(8)) `val String.last: Char get() = this[0]`
    Name `last`
    Parameter `String`
      This `String`
      TypeExpression `String`
        Name `String`
    TypeExpression `Char`
      Name `Char`
    Index `this[0]`
      This `this`
      Integer `0`
",
    );
}

#[test]
fn conditions_are_a_chain() {
    check::lowers(
        &LANGUAGE,
        "val a = when {\n  b > 1 -> 1\n  else -> 2\n}\nval c = when (d) {\n  in e, 1 -> 1\n  is F -> 2\n  else -> 3\n}",
        r"
Module `val a = when {`
  Let `val a = when {`
    Name `a`
    If `when {`
      Greater `b > 1`
        Name `b`
        Integer `1`
      Integer `1`
      Integer `2`
  Let `val c = when (d) {`
    Name `c`
    If `when (d) {`
      Or `in e, 1`
        In `in e`
          Name `d`
          Name `e`
        Equal `1`
          Name `d`
          Integer `1`
      Integer `1`
      If `is F -> 2`
        InstanceOf `F`
          Name `d`
          TypeExpression `F`
            Name `F`
        Integer `2`
        Integer `3`
",
    );
}

#[test]
fn what_stands_before_a_call_is_about_the_whole() {
    check::lowers(
        &LANGUAGE,
        "val a = !b.c(d)[0]",
        r"
Module `val a = !b.c(d)[0]`
  Let `val a = !b.c(d)[0]`
    Name `a`
    Not `!b.c(d)[0]`
      Index `b.c(d)[0]`
        Call `b.c(d)`
          Member `b.c`
            Name `b`
          Name `d`
        Integer `0`
",
    );
}

#[test]
fn type_arguments_are_no_comparison() {
    check::lowers(
        &LANGUAGE,
        "val a = b.c<D>(e).f()\nval g = h<I> { j }\nval k = (l < m)",
        r"
Module `val a = b.c<D>(e).f()`
  Let `val a = b.c<D>(e).f()`
    Name `a`
    Call `b.c<D>(e).f()`
      Member `b.c<D>(e).f`
        Call `b.c<D>(e)`
          Member `b.c`
            Name `b`
          Name `e`
  Let `val g = h<I> { j }`
    Name `g`
    Call `h<I> { j }`
      Name `h`
      Function(Lambda, Modifiers(131072)) `{ j }`
        Name `j`
  Let `val k = (l < m)`
    Name `k`
    Less `l < m`
      Name `l`
      Name `m`
",
    );
}
