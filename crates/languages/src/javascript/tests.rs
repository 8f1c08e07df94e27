//! What JavaScript becomes.

use crate::javascript::LANGUAGE;
use crate::lower::check;

#[test]
fn imports_name_their_modules() {
    check::lowers(
        &LANGUAGE,
        r#"import React, { useState as state } from "react";
const { readFile, join: j } = require("node:fs/promises");
const app = require("express"), y = require("./y").z;
import "./side.js";
export * as all from "@scope/pkg/sub/x";
export { a, b as c } from "./c";
export default app;"#,
        r#"
Module `import React, { useState as state } from "react";`
  Import(react) `import React, { useState as state } from "react";`
    Name `React`
    Name `state`
  Import(fs.promises) `const { readFile, join: j } = require("node:fs/promises")`
    Name `readFile`
    Name `j`
  Import(express) `const app = require("express")`
    Name `app`
  Import(./y) `y = require("./y").z`
    Name `y`
  Import(./side.js) `import "./side.js";`
  Import(@scope/pkg.sub.x) `export * as all from "@scope/pkg/sub/x";`
    Name `all`
  Export `export { a, b as c } from "./c";`
    Name `a`
    Entry `b as c`
      Name `c`
      Name `b`
    Text `"./c"`
  Export `export default app;`
    Entry `default app`
      Name `default`
      Name `app`
"#,
    );
}

#[test]
fn exported_functions_carry_their_documentation() {
    check::lowers(
        &LANGUAGE,
        r"/** Adds two numbers. */
export default async function add(a, { b = 1, ...rest }, [c, , d] = [], ...more) {}
// Waits.
export const wait = (ms) => new Promise((done) => setTimeout(done, ms));",
        r"
Module `/** Adds two numbers. */`
  Function(Function, Modifiers(2057)) `export default async function add(a, { b = 1, ...rest }, [c, , d] = [], ...more) {}`
    Name `add`
    Parameter `a`
      Name `a`
    Parameter `{ b = 1, ...rest }`
      Mapping `{ b = 1, ...rest }`
        Entry `b = 1`
          Name `b`
          Assign `b = 1`
            Name `b`
            Integer `1`
        Spread `...rest`
          Name `rest`
    Parameter `[c, , d] = []`
      Sequence `[c, , d]`
        Name `c`
        Wildcard ``
        Name `d`
      Sequence `[]`
    Parameter `...more`
      Name `more`
    Block `{}`
  Let `export const wait = (ms) => new Promise((done) => setTimeout(done, ms))`
    Name `wait`
    Function(Lambda, Modifiers(131072)) `(ms) => new Promise((done) => setTimeout(done, ms))`
      Parameter `ms`
        Name `ms`
      Call `new Promise((done) => setTimeout(done, ms))`
        Name `Promise`
        Function(Lambda, Modifiers(131072)) `(done) => setTimeout(done, ms)`
          Parameter `done`
            Name `done`
          Call `setTimeout(done, ms)`
            Name `setTimeout`
            Name `done`
            Name `ms`
",
    );
}

#[test]
fn classes_hold_fields_methods_and_constructors() {
    check::lowers(
        &LANGUAGE,
        r"class Stack extends Base {
  #items = [];
  static count;
  static { start(); }
  constructor(size) { super(size); }
  get size() { return this.#items.length; }
  static async *walk() { yield* other; }
}",
        r"
Module `class Stack extends Base {`
  Type(Class) `class Stack extends Base {`
    Name `Stack`
    Name `Base`
    Field `#items = []`
      Name `#items`
      Sequence `[]`
    Field `static count`
      Name `count`
    Block `{ start(); }`
      Call `start()`
        Name `start`
    Function(Constructor, Modifiers(0)) `constructor(size) { super(size); }`
      Name `constructor`
      Parameter `size`
        Name `size`
      Block `{ super(size); }`
        Call `super(size)`
          Super `super`
          Name `size`
    Function(Getter, Modifiers(0)) `get size() { return this.#items.length; }`
      Name `size`
      Block `{ return this.#items.length; }`
        Return `return this.#items.length;`
          Member `this.#items.length`
            Member `this.#items`
              This `this`
    Function(Method, Modifiers(7)) `static async *walk() { yield* other; }`
      Name `walk`
      Block `{ yield* other; }`
        Yield `yield* other`
          Name `other`
",
    );
}

#[test]
fn loops_know_their_form() {
    check::lowers(
        &LANGUAGE,
        r"for (let i = 0, n = 9; i < n; i++) continue;
for (const key in o) delete o[key];
for await (const [k, v] of rows) {}
for (;;) break;
while (true) {}
do x--; while (x !== 0)",
        r"
Module `for (let i = 0, n = 9; i < n; i++) continue;`
  Loop(Counted) `for (let i = 0, n = 9; i < n; i++) continue;`
    Block `let i = 0, n = 9;`
      Let `let i = 0`
        Name `i`
        Integer `0`
      Let `n = 9`
        Name `n`
        Integer `9`
    Less `i < n`
      Name `i`
      Name `n`
    Update `i++`
      Name `i`
    Continue `continue;`
  Loop(Keys) `for (const key in o) delete o[key];`
    Name `key`
    Name `o`
    Delete `delete o[key]`
      Index `o[key]`
        Name `o`
        Name `key`
  Loop(Each) `for await (const [k, v] of rows) {}`
    Sequence `[k, v]`
      Name `k`
      Name `v`
    Name `rows`
    Block `{}`
  Loop(Endless) `for (;;) break;`
    Break `break;`
  Loop(Endless) `while (true) {}`
    Boolean `true`
    Block `{}`
  Loop(DoWhile) `do x--; while (x !== 0)`
    StrictNotEqual `x !== 0`
      Name `x`
      Integer `0`
    Update `x--`
      Name `x`
",
    );
}

#[test]
fn each_case_is_an_arm() {
    check::lowers(
        &LANGUAGE,
        r"switch (x) { case 1: case 2: f(); break; default: { g() } }",
        r"
Module `switch (x) { case 1: case 2: f(); break; default: { g() } }`
  Match `switch (x) { case 1: case 2: f(); break; default: { g() } }`
    Name `x`
    Arm `case 1:`
      Integer `1`
      Block ``
    Arm `case 2: f(); break;`
      Integer `2`
      Block `f(); break;`
        Call `f()`
          Name `f`
        Break `break;`
    Arm `default: { g() }`
      Block `{ g() }`
        Call `g()`
          Name `g`
",
    );
}

#[test]
fn assignments_chain_and_combine() {
    check::lowers(
        &LANGUAGE,
        r"a = b.c = d?.[e]?.(f);
a ??= b, c &&= !d;
({ a, b: [c = 1] } = a == null ? o : typeof o);",
        r"
Module `a = b.c = d?.[e]?.(f);`
  Assign `a = b.c = d?.[e]?.(f)`
    Name `a`
    Assign `b.c = d?.[e]?.(f)`
      Member `b.c`
        Name `b`
      Call `d?.[e]?.(f)`
        Index `d?.[e]`
          Name `d`
          Name `e`
        Name `f`
  Assign `a ??= b`
    Name `a`
    Name `b`
  Assign `c &&= !d`
    Name `c`
    Not `!d`
      Name `d`
  Assign `{ a, b: [c = 1] } = a == null ? o : typeof o`
    Mapping `{ a, b: [c = 1] }`
      Entry `a`
        Name `a`
      Entry `b: [c = 1]`
        Name `b`
        Sequence `[c = 1]`
          Assign `c = 1`
            Name `c`
            Integer `1`
    Conditional `a == null ? o : typeof o`
      Equal `a == null`
        Name `a`
        Null `null`
      Name `o`
      TypeOf `typeof o`
        Name `o`
",
    );
}

#[test]
fn templates_and_markup_hold_their_pieces() {
    check::lowers(
        &LANGUAGE,
        r#"`a ${b} c`;
html`<p>${x}</p>`;
<A b="c" {...d} e>Hi {name}<br /></A>"#,
        r#"
Module ``a ${b} c`;`
  Template ``a ${b} c``
    Text `a `
    Name `b`
    Text ` c`
  Template `html`<p>${x}</p>``
    Name `html`
    Text `<p>`
    Name `x`
    Text `</p>`
  Element `<A b="c" {...d} e>Hi {name}<br /></A>`
    Name `A`
    Entry `b="c"`
      Name `b`
      Text `"c"`
    Spread `...d`
      Name `d`
    Entry `e`
      Name `e`
      Boolean ``
    Text `Hi`
    Name `name`
    Element `<br />`
      Name `br`
"#,
    );
}

#[test]
fn errors_are_caught_and_thrown() {
    check::lowers(
        &LANGUAGE,
        r#"try { throw new Error("no") } catch { f() } finally { g() }"#,
        r#"
Module `try { throw new Error("no") } catch { f() } finally { g() }`
  Try `try { throw new Error("no") } catch { f() } finally { g() }`
    Block `{ throw new Error("no") }`
      Throw `throw new Error("no")`
        Call `new Error("no")`
          Name `Error`
          Text `"no"`
    Handler `catch { f() }`
      Block `{ f() }`
        Call `f()`
          Name `f`
    Block `{ g() }`
      Call `g()`
        Name `g`
"#,
    );
}

#[test]
fn objects_hold_entries_methods_and_spreads() {
    check::lowers(
        &LANGUAGE,
        r#"x = { a, "b-c": 1, [d]: 2, e() {}, get f() { return 3n }, ...g }"#,
        r#"
Module `x = { a, "b-c": 1, [d]: 2, e() {}, get f() { return 3n }, ...g }`
  Assign `x = { a, "b-c": 1, [d]: 2, e() {}, get f() { return 3n }, ...g }`
    Name `x`
    Mapping `{ a, "b-c": 1, [d]: 2, e() {}, get f() { return 3n }, ...g }`
      Entry `a`
        Name `a`
      Entry `"b-c": 1`
        Text `"b-c"`
        Integer `1`
      Entry `[d]: 2`
        Name `d`
        Integer `2`
      Function(Method, Modifiers(0)) `e() {}`
        Name `e`
        Block `{}`
      Function(Getter, Modifiers(0)) `get f() { return 3n }`
        Name `f`
        Block `{ return 3n }`
          Return `return 3n`
            Integer `3n`
      Spread `...g`
        Name `g`
"#,
    );
}

#[test]
fn broken_code_is_read_as_far_as_possible() {
    check::lowers(
        &LANGUAGE,
        r"f(1);
let x = = 2;
g(3);",
        r"
Module `f(1);`
  Call `f(1)`
    Name `f`
    Integer `1`
  Let `let x = = 2`
    Name `x`
    Integer `2`
  Call `g(3)`
    Name `g`
    Integer `3`
",
    );
}
