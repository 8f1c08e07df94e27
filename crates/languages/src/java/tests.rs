//! What Java becomes.

use crate::java::LANGUAGE;
use crate::lower::check;

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn imports_name_their_packages() {
    check::lowers(
        &LANGUAGE,
        "package a.b;\nimport java.util.List;\nimport java.io.*;\nimport static org.junit.Assert.assertEquals;\n",
        r"
Module `package a.b;`
  Import(java.util) `import java.util.List;`
    Name `List`
  Import(java.io) `import java.io.*;`
  Import(org.junit.Assert) `import static org.junit.Assert.assertEquals;`
    Name `assertEquals`
",
    );
}

#[test]
fn names_of_members_become_members() {
    check::lowers(
        &LANGUAGE,
        "class Counter {
  private int count;
  static int total;
  void add(int n) {
    count += n;
    total++;
    int count = 2;
    print(count);
  }
  void print(int n) { Runnable r = () -> this.add(count); }
}",
        r"
Module `class Counter {`
  Type(Class) `class Counter {`
    Name `Counter`
    Field `private int count`
      Name `count`
      TypeExpression `int`
    Field `static int total`
      Name `total`
      TypeExpression `int`
    Function(Method, Modifiers(0)) `void add(int n) {`
      Name `add`
      Parameter `int n`
        Name `n`
        TypeExpression `int`
      Block `{`
        Assign `count += n`
          Member `count`
            This ``
          Name `n`
        Update `total++`
          Name `total`
        Let `int count = 2`
          Name `count`
          TypeExpression `int`
          Integer `2`
        Call `print(count)`
          Member `print`
            This ``
          Name `count`
    Function(Method, Modifiers(0)) `void print(int n) { Runnable r = () -> this.add(count); }`
      Name `print`
      Parameter `int n`
        Name `n`
        TypeExpression `int`
      Block `{ Runnable r = () -> this.add(count); }`
        Let `Runnable r = () -> this.add(count)`
          Name `r`
          TypeExpression `Runnable`
            Name `Runnable`
          Function(Lambda, Modifiers(131072)) `() -> this.add(count)`
            Call `this.add(count)`
              Member `this.add`
                This `this`
              Member `count`
                This ``
",
    );
}

#[test]
fn classes_hold_fields_methods_and_constructors() {
    check::lowers(
        &LANGUAGE,
        "@Entity
public abstract class Stack<T extends Comparable<T>> extends Base implements Iterable<T>, Closeable {
  @Id private final int a = 1, b[];
  static { start(); }
  public Stack(int size) { super(size); }
  @Override public int size() throws IOException { return 0; }
  abstract void clear();
  <K> K last(final K key, String... names) { return key; }
}",
        r"
Module `@Entity`
  Type(Class) `@Entity`
    Decorator `@Entity`
      Name `Entity`
    Name `Stack`
    TypeParameter `T extends Comparable<T>`
      Name `T`
      TypeExpression `Comparable<T>`
        Name `Comparable`
        TypeExpression `T`
          Name `T`
    TypeExpression `Base`
      Name `Base`
    TypeExpression `Iterable<T>`
      TypeExpression `Iterable<T>`
        Name `Iterable`
        TypeExpression `T`
          Name `T`
    TypeExpression `Closeable`
      TypeExpression `Closeable`
        Name `Closeable`
    Decorator `@Id`
      Name `Id`
    Field `private final int a = 1`
      Name `a`
      TypeExpression `int`
      Integer `1`
    Field `b[]`
      Name `b`
      TypeExpression `int`
        TypeExpression `int`
    Block `static { start(); }`
      Call `start()`
        Name `start`
    Function(Constructor, Modifiers(8)) `public Stack(int size) { super(size); }`
      Name `Stack`
      Parameter `int size`
        Name `size`
        TypeExpression `int`
      Block `{ super(size); }`
        Call `super(size)`
          Super `super`
          Name `size`
    Function(Method, Modifiers(520)) `@Override public int size() throws IOException { return 0; }`
      Decorator `@Override`
        Name `Override`
      Name `size`
      TypeExpression `int`
      Block `{ return 0; }`
        Return `return 0;`
          Integer `0`
    Function(Method, Modifiers(64)) `abstract void clear();`
      Name `clear`
    Function(Method, Modifiers(0)) `<K> K last(final K key, String... names) { return key; }`
      Name `last`
      TypeParameter `K`
        Name `K`
      Parameter `final K key`
        Name `key`
        TypeExpression `K`
          Name `K`
      Parameter `String... names`
        Name `names`
        TypeExpression `String`
          Name `String`
      TypeExpression `K`
        Name `K`
      Block `{ return key; }`
        Return `return key;`
          Name `key`
",
    );
}

#[test]
fn records_enums_and_interfaces_are_types() {
    check::lowers(
        &LANGUAGE,
        "record Point(int x, int y) { Point { check(x); } }
enum Color { RED, GREEN(1, 2) { void f() {} }; Color() {} }
interface Shape { int SIDES = 4; double area(); default void draw() {} }
@interface Marked { String value() default \"\"; }",
        r#"
Module `record Point(int x, int y) { Point { check(x); } }`
  Type(Struct) `record Point(int x, int y) { Point { check(x); } }`
    Name `Point`
    Field `int x`
      Name `x`
      TypeExpression `int`
    Field `int y`
      Name `y`
      TypeExpression `int`
    Function(Constructor, Modifiers(0)) `Point { check(x); }`
      Name `Point`
      Block `{ check(x); }`
        Call `check(x)`
          Name `check`
          Member `x`
            This ``
  Type(Enum) `enum Color { RED, GREEN(1, 2) { void f() {} }; Color() {} }`
    Name `Color`
    Variant `RED`
      Name `RED`
    Variant `GREEN(1, 2) { void f() {} }`
      Name `GREEN`
      Tuple `1, 2) { void f() {} }`
        Integer `1`
        Integer `2`
        Type(Class) `{ void f() {} }`
          TypeExpression `GREEN`
            Name `GREEN`
          Function(Method, Modifiers(0)) `void f() {}`
            Name `f`
            Block `{}`
    Function(Constructor, Modifiers(0)) `Color() {}`
      Name `Color`
      Block `{}`
  Type(Interface) `interface Shape { int SIDES = 4; double area(); default void draw() {} }`
    Name `Shape`
    Field `int SIDES = 4`
      Name `SIDES`
      TypeExpression `int`
      Integer `4`
    Function(Method, Modifiers(72)) `double area();`
      Name `area`
      TypeExpression `double`
    Function(Method, Modifiers(8)) `default void draw() {}`
      Name `draw`
      Block `{}`
  Type(Interface) `@interface Marked { String value() default ""; }`
    Name `Marked`
    Function(Method, Modifiers(72)) `String value() default "";`
      Name `value`
      TypeExpression `String`
        Name `String`
"#,
    );
}

#[test]
fn switches_know_which_arms_fall() {
    check::lowers(
        &LANGUAGE,
        "void f() {
  switch (x) { case 1: case 2: g(); break; default: h(); }
  int y = switch (x) { case A, B -> 1; case Circle c when c.r > 0 -> { yield 2; } case Point(int a, var b) -> 3; default -> throw e; };
}",
        r"
Module `void f() {`
  Function(Function, Modifiers(0)) `void f() {`
    Name `f`
    Block `{`
      Match `switch (x) { case 1: case 2: g(); break; default: h(); }`
        Name `x`
        Arm `case 1:`
          Integer `1`
          Block ``
        Arm `case 2: g(); break;`
          Integer `2`
          Block `g(); break;`
            Call `g()`
              Name `g`
            Break `break;`
        Arm `default: h();`
          Block `h()`
            Call `h()`
              Name `h`
      Let `int y = switch (x) { case A, B -> 1; case Circle c when c.r > 0 -> { yield 2; } case Point(int a, var b) -> 3; default -> throw e; }`
        Name `y`
        TypeExpression `int`
        Match `switch (x) { case A, B -> 1; case Circle c when c.r > 0 -> { yield 2; } case Point(int a, var b) -> 3; default -> throw e; }`
          Name `x`
          Arm `case A, B -> 1;`
            Name `A`
            Name `B`
            Integer `1`
          Arm `case Circle c when c.r > 0 -> { yield 2; }`
            Bind `Circle c`
              Name `c`
              TypeExpression `Circle`
                Name `Circle`
            Greater `c.r > 0`
              Member `c.r`
                Name `c`
              Integer `0`
            Block `{ yield 2; }`
              Break `yield 2;`
                Integer `2`
          Arm `case Point(int a, var b) -> 3;`
            Destructure `Point(int a, var b)`
              Name `Point`
              Bind `int a`
                Name `a`
                TypeExpression `int`
              Name `b`
            Integer `3`
          Arm `default -> throw e;`
            Throw `throw e;`
              Name `e`
",
    );
}

#[test]
fn loops_and_tries_know_their_parts() {
    check::lowers(
        &LANGUAGE,
        "void f() {
  for (int i = 0, n = 9; i < n; i++, j--) continue;
  outer: for (String s : list) { break outer; }
  for (;;) ;
  while (true) {}
  do x--; while (x > 0);
  try (Reader in = open(); out) { in.read(); } catch (final IOException | Error e) { throw e; } finally { g(); }
  synchronized (this) { x = 1; }
  assert x > 0 : \"no\";
}",
        r#"
Module `void f() {`
  Function(Function, Modifiers(0)) `void f() {`
    Name `f`
    Block `{`
      Loop(Counted) `for (int i = 0, n = 9; i < n; i++, j--) continue;`
        Block `int i = 0, n = 9;`
          Let `int i = 0`
            Name `i`
            TypeExpression `int`
            Integer `0`
          Let `n = 9`
            Name `n`
            TypeExpression `int`
            Integer `9`
        Less `i < n`
          Name `i`
          Name `n`
        Comma `i++, j--`
          Update `i++`
            Name `i`
          Update `j--`
            Name `j`
        Continue `continue;`
      Labelled `outer: for (String s : list) { break outer; }`
        Name `outer`
        Loop(Each) `for (String s : list) { break outer; }`
          Let `s`
            Name `s`
            TypeExpression `String`
              Name `String`
          Name `list`
          Block `{ break outer; }`
            Break `break outer;`
              Name `outer`
      Loop(Endless) `for (;;) ;`
        Empty `;`
      Loop(Endless) `while (true) {}`
        Boolean `true`
        Block `{}`
      Loop(DoWhile) `do x--; while (x > 0);`
        Greater `x > 0`
          Name `x`
          Integer `0`
        Update `x--`
          Name `x`
      Try `try (Reader in = open(); out) { in.read(); } catch (final IOException | Error e) { throw e; } finally { g(); }`
        Block `(Reader in = open(); out) { in.read(); }`
          With `(Reader in = open(); out) { in.read(); }`
            Let `Reader in = open()`
              Name `in`
              TypeExpression `Reader`
                Name `Reader`
              Call `open()`
                Name `open`
            Name `out`
            Block `{ in.read(); }`
              Call `in.read()`
                Member `in.read`
                  Name `in`
        Handler `catch (final IOException | Error e) { throw e; }`
          TypeExpression `IOException`
            Name `IOException`
          TypeExpression `Error`
            Name `Error`
          Name `e`
          Block `{ throw e; }`
            Throw `throw e;`
              Name `e`
        Block `{ g(); }`
          Call `g()`
            Name `g`
      With `synchronized (this) { x = 1; }`
        Call `synchronized (this)`
          Name `synchronized`
          This `this`
        Block `{ x = 1; }`
          Assign `x = 1`
            Name `x`
            Integer `1`
      Assert `assert x > 0 : "no";`
        Greater `x > 0`
          Name `x`
          Integer `0`
        Text `"no"`
"#,
    );
}

#[test]
fn expressions_have_their_operators() {
    check::lowers(
        &LANGUAGE,
        "x = (int) a >>> 2 | ~b;
y = o instanceof String s && !s.isEmpty() ? s : null;
z = o instanceof List<?>;
f = (a, b) -> a.c(b)[0];
g = String::length;
h = ArrayList<String>::new;
i = new int[3][];
j = new int[] {1, 2};
k = new Thread(r) { public void run() {} };
l = String.class;
m = Outer.this.x++;
n = super.toString() + 'c' + 1.5f + 0x1F + \"\"\"
  text\"\"\";",
        r#"
Module `x = (int) a >>> 2 | ~b;`
  Assign `x = (int) a >>> 2 | ~b`
    Name `x`
    BitOr `(int) a >>> 2 | ~b`
      ShiftRightUnsigned `(int) a >>> 2`
        Cast `(int) a`
          Name `a`
          TypeExpression `int`
        Integer `2`
      BitNot `~b`
        Name `b`
  Assign `y = o instanceof String s && !s.isEmpty() ? s : null`
    Name `y`
    Conditional `o instanceof String s && !s.isEmpty() ? s : null`
      And `o instanceof String s && !s.isEmpty()`
        Matches `o instanceof String s`
          Name `o`
          Bind `String s`
            Name `s`
            TypeExpression `String`
              Name `String`
        Not `!s.isEmpty()`
          Call `s.isEmpty()`
            Member `s.isEmpty`
              Name `s`
      Name `s`
      Null `null`
  Assign `z = o instanceof List<?>`
    Name `z`
    InstanceOf `o instanceof List<?>`
      Name `o`
      Name `List`
  Assign `f = (a, b) -> a.c(b)[0]`
    Name `f`
    Function(Lambda, Modifiers(131072)) `(a, b) -> a.c(b)[0]`
      Parameter `a`
        Name `a`
      Parameter `b`
        Name `b`
      Index `a.c(b)[0]`
        Call `a.c(b)`
          Member `a.c`
            Name `a`
          Name `b`
        Integer `0`
  Assign `g = String::length`
    Name `g`
    Member `String::length`
      Name `String`
  Assign `h = ArrayList<String>::new`
    Name `h`
    Member `ArrayList<String>::new`
      Name `ArrayList`
  Assign `i = new int[3][]`
    Name `i`
    Call `new int[3][]`
      TypeExpression `int`
        TypeExpression `int`
      Integer `3`
  Assign `j = new int[] {1, 2}`
    Name `j`
    Sequence `new int[] {1, 2}`
      Integer `1`
      Integer `2`
  Assign `k = new Thread(r) { public void run() {} }`
    Name `k`
    Call `new Thread(r) { public void run() {} }`
      Type(Class) `{ public void run() {} }`
        TypeExpression `Thread`
          Name `Thread`
        Function(Method, Modifiers(8)) `public void run() {}`
          Name `run`
          Block `{}`
      Name `r`
  Assign `l = String.class`
    Name `l`
    Member `String.class`
      Name `String`
  Assign `m = Outer.this.x++`
    Name `m`
    Update `Outer.this.x++`
      Member `Outer.this.x`
        Member `Outer.this`
          Name `Outer`
  Assign `n = super.toString() + 'c' + 1.5f + 0x1F + """`
    Name `n`
    Add `super.toString() + 'c' + 1.5f + 0x1F + """`
      Add `super.toString() + 'c' + 1.5f + 0x1F`
        Add `super.toString() + 'c' + 1.5f`
          Add `super.toString() + 'c'`
            Call `super.toString()`
              Member `super.toString`
                Super `super`
            Text `'c'`
          Float `1.5f`
        Integer `0x1F`
      Text `"""`
"#,
    );
}

#[test]
fn broken_code_is_read_as_far_as_possible() {
    check::lowers(
        &LANGUAGE,
        "class A {\n  void f() { int x = = 2; g(3); }\n  void h() { k(4) }\n}",
        r"
Module `class A {`
  Type(Class) `class A {`
    Name `A`
    Function(Method, Modifiers(0)) `void f() { int x = = 2; g(3); }`
      Name `f`
      Block `{ int x = = 2; g(3); }`
        Let `int x = = 2`
          Name `x`
          TypeExpression `int`
          Integer `2`
        Call `g(3)`
          Name `g`
          Integer `3`
    Function(Method, Modifiers(0)) `void h() { k(4) }`
      Name `h`
      Block `{ k(4) }`
        Opaque `k(4)`
          Call `k(4)`
            Name `k`
            Integer `4`
",
    );
}
