//! What TypeScript becomes.

use crate::lower::check;
use crate::typescript::LANGUAGE;

#[test]
fn interfaces_hold_fields_and_functions() {
    check::lowers(
        &LANGUAGE,
        r"export interface Shape<T extends object> extends Base, N.Other<T> {
  readonly a?: string;
  m?(x: number): void;
  (y: string): T;
  new (z: T): Shape<T>;
  [key: string]: unknown;
}",
        r"
Module `export interface Shape<T extends object> extends Base, N.Other<T> {`
  Type(Interface) `export interface Shape<T extends object> extends Base, N.Other<T> {`
    Name `Shape`
    TypeParameter `T extends object`
      Name `T`
      TypeExpression `object`
    TypeExpression `Base`
      Name `Base`
    TypeExpression `N.Other<T>`
      Member `N.Other`
        Name `N`
      TypeExpression `T`
        Name `T`
    Field `readonly a?: string`
      Name `a`
      TypeExpression `string`
    Function(Method, Modifiers(4096)) `m?(x: number): void`
      Name `m`
      Parameter `x: number`
        Name `x`
        TypeExpression `number`
      TypeExpression `void`
    Function(Method, Modifiers(0)) `(y: string): T`
      Parameter `y: string`
        Name `y`
        TypeExpression `string`
      TypeExpression `T`
        Name `T`
    Function(Constructor, Modifiers(0)) `new (z: T): Shape<T>`
      Parameter `z: T`
        Name `z`
        TypeExpression `T`
          Name `T`
      TypeExpression `Shape<T>`
        Name `Shape`
        TypeExpression `T`
          Name `T`
    TypeExpression `[key: string]: unknown`
      Name `key`
      TypeExpression `string`
      TypeExpression `unknown`
",
    );
}

#[test]
fn types_are_taken_apart() {
    check::lowers(
        &LANGUAGE,
        r#"type U = "a" | "b" | number[];
type M = { readonly [K in keyof T]?: T[K] };
type R = { f(a: string): void; b: typeof y };
let a: Map<string, Array<T> | undefined>, b: (x: unknown) => x is string;"#,
        r#"
Module `type U = "a" | "b" | number[];`
  Type(Alias) `type U = "a" | "b" | number[];`
    Name `U`
    TypeExpression `"a" | "b" | number[]`
      TypeExpression `"a"`
        Text `"a"`
      TypeExpression `"b"`
        Text `"b"`
      TypeExpression `number[]`
        TypeExpression `number`
  Type(Alias) `type M = { readonly [K in keyof T]?: T[K] };`
    Name `M`
    TypeExpression `{ readonly [K in keyof T]?: T[K] }`
      TypeExpression `readonly [K in keyof T]?: T[K]`
        TypeExpression `K in keyof T`
          Name `K`
          TypeExpression `keyof T`
            TypeExpression `T`
              Name `T`
        TypeExpression `T[K]`
          TypeExpression `T`
            Name `T`
          TypeExpression `K`
            Name `K`
  Type(Alias) `type R = { f(a: string): void; b: typeof y };`
    Name `R`
    TypeExpression `{ f(a: string): void; b: typeof y }`
      Field `f(a: string): void`
        Name `f`
        TypeExpression `(a: string): void`
          Parameter `a: string`
            Name `a`
            TypeExpression `string`
          TypeExpression `void`
      Field `b: typeof y`
        Name `b`
        TypeExpression `typeof y`
          Name `y`
  Let `let a: Map<string, Array<T> | undefined>`
    Name `a`
    TypeExpression `Map<string, Array<T> | undefined>`
      Name `Map`
      TypeExpression `string`
      TypeExpression `Array<T> | undefined`
        TypeExpression `Array<T>`
          TypeExpression `T`
            Name `T`
  Let `b: (x: unknown) => x is string`
    Name `b`
    TypeExpression `(x: unknown) => x is string`
      Parameter `x: unknown`
        Name `x`
        TypeExpression `unknown`
      TypeExpression `x is string`
        Name `x`
        TypeExpression `string`
"#,
    );
}

#[test]
fn enums_and_namespaces() {
    check::lowers(
        &LANGUAGE,
        r#"const enum E { A = 1, B }
declare module "m" { export function f(a: number): asserts a; }"#,
        r#"
Module `const enum E { A = 1, B }`
  Type(Enum) `const enum E { A = 1, B }`
    Name `E`
    Variant `A = 1`
      Name `A`
      Integer `1`
    Variant `B`
      Name `B`
  Type(Namespace) `declare module "m" { export function f(a: number): asserts a; }`
    Text `"m"`
    Function(Function, Modifiers(8)) `export function f(a: number): asserts a;`
      Name `f`
      Parameter `a: number`
        Name `a`
        TypeExpression `number`
      TypeExpression `asserts a`
        Name `a`
"#,
    );
}

#[test]
fn classes_declare_fields_in_their_constructor() {
    check::lowers(
        &LANGUAGE,
        r#"abstract class K<T> extends Base<T> implements I {
  @Input() private readonly a!: string;
  constructor(private x: number, y?: string) { super(); }
  protected abstract foo(): void;
  @Bind("x") bar(this: K<T>): T { return this.a! as T; }
}"#,
        r#"
Module `abstract class K<T> extends Base<T> implements I {`
  Type(Class) `abstract class K<T> extends Base<T> implements I {`
    Name `K`
    TypeParameter `T`
      Name `T`
    TypeExpression `Base<T>`
      Name `Base`
      TypeExpression `T`
        Name `T`
    TypeExpression `I`
      TypeExpression `I`
        Name `I`
    Decorator `@Input()`
      Call `Input()`
        Name `Input`
    Field `private readonly a!: string`
      Name `a`
      TypeExpression `string`
    Field `private x: number`
      Name `x`
      TypeExpression `number`
    Function(Constructor, Modifiers(0)) `constructor(private x: number, y?: string) { super(); }`
      Name `constructor`
      Parameter `private x: number`
        Name `x`
        TypeExpression `number`
      Parameter `y?: string`
        Name `y`
        TypeExpression `string`
      Block `{ super(); }`
        Call `super()`
          Super `super`
    Function(Method, Modifiers(96)) `protected abstract foo(): void`
      Name `foo`
      TypeExpression `void`
    Function(Method, Modifiers(0)) `@Bind("x") bar(this: K<T>): T { return this.a! as T; }`
      Decorator `@Bind("x")`
        Call `Bind("x")`
          Name `Bind`
          Text `"x"`
      Name `bar`
      Parameter `this: K<T>`
        This `this`
        TypeExpression `K<T>`
          Name `K`
          TypeExpression `T`
            Name `T`
      TypeExpression `T`
        Name `T`
      Block `{ return this.a! as T; }`
        Return `return this.a! as T;`
          Cast `this.a! as T`
            NonNull `this.a!`
              Member `this.a`
                This `this`
            TypeExpression `T`
              Name `T`
"#,
    );
}

#[test]
fn imports_of_types() {
    check::lowers(
        &LANGUAGE,
        r#"import type { A } from "./a";
import fs = require("node:fs");
export type { B } from "./b";"#,
        r#"
Module `import type { A } from "./a";`
  Import(./a) `import type { A } from "./a";`
    Name `A`
  Import(fs) `import fs = require("node:fs");`
    Name `fs`
  Export `export type { B } from "./b";`
    Name `B`
    Text `"./b"`
"#,
    );
}

#[test]
fn overloads_have_no_body() {
    check::lowers(
        &LANGUAGE,
        r"function f(a: string): void;
function f(a: any) { return g<number>(a) satisfies unknown; }",
        r"
Module `function f(a: string): void;`
  Function(Function, Modifiers(0)) `function f(a: string): void;`
    Name `f`
    Parameter `a: string`
      Name `a`
      TypeExpression `string`
    TypeExpression `void`
  Function(Function, Modifiers(0)) `function f(a: any) { return g<number>(a) satisfies unknown; }`
    Name `f`
    Parameter `a: any`
      Name `a`
      TypeExpression `any`
    Block `{ return g<number>(a) satisfies unknown; }`
      Return `return g<number>(a) satisfies unknown;`
        Cast `g<number>(a) satisfies unknown`
          Call `g<number>(a)`
            Name `g`
            Name `a`
          TypeExpression `unknown`
",
    );
}
