//! Outlines of the constructs that facts and prose rely on.

use super::LANGUAGE;
use crate::lower::check;

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn declarators_are_read_from_the_outside_in() {
    check::lowers(
        &LANGUAGE,
        "static const char *names[4], n = 1;\nint (*pick(int))(void);",
        r"
Module `static const char *names[4], n = 1;`
  Let `static const char *names[4], n = 1;`
    Name `names`
    TypeExpression `const char *names[4]`
      TypeExpression `const char *`
        TypeExpression `char`
      Integer `4`
  Let `n = 1`
    Name `n`
    TypeExpression `char`
    Integer `1`
  Function(Function, Modifiers(8192)) `int (*pick(int))(void);`
    Name `pick`
    Parameter `int`
      Wildcard ``
      TypeExpression `int`
    TypeExpression `int (*pick(int))(void)`
      TypeExpression `int (*pick(int))(void)`
        TypeExpression `int`
",
    );
}

#[test]
fn a_struct_goes_by_its_tag_or_its_typedef() {
    check::lowers(
        &LANGUAGE,
        "typedef struct { int x; union { char c; }; } P;\ntypedef struct a { struct a *next; } B;\nstruct later;",
        r"
Module `typedef struct { int x; union { char c; }; } P;`
  Type(Struct) `typedef struct { int x; union { char c; }; } P;`
    Name `P`
    Field `int x;`
      Name `x`
      TypeExpression `int`
    Field `char c;`
      Name `c`
      TypeExpression `char`
  Type(Struct) `struct a { struct a *next; }`
    Name `struct a`
    Field `struct a *next;`
      Name `next`
      TypeExpression `struct a *`
        TypeExpression `struct a`
          Name `struct a`
  Type(Alias) `typedef struct a { struct a *next; } B;`
    Name `B`
    TypeExpression `struct a`
      Name `struct a`
  Directive `struct later`
    TypeExpression `struct later`
      Name `struct later`
",
    );
}

#[test]
fn directives_keep_their_condition() {
    check::lowers(
        &LANGUAGE,
        "#ifndef A_H\n#define A_H\n#ifdef X\nint f(void);\n#else\nint g;\n#endif\n#if 0\nint old;\n#endif\n#endif\n",
        r"
Module `#ifndef A_H`
  Directive `#ifndef A_H`
    Name `A_H`
  Directive `#ifdef X`
    Scoped `X`
      Defined `X`
        Name `X`
  Function(Function, Modifiers(8192)) `int f(void);`
    Name `f`
    TypeExpression `int`
  Directive `#else`
  Let `int g;`
    Name `g`
    TypeExpression `int`
  Directive `#if 0`
",
    );
}

#[test]
fn macros_are_read_as_what_they_stand_for() {
    check::lowers(
        &LANGUAGE,
        "#define N 4 // four\n#define SQ(x) ((x) * (x))\n#define DO(x) do { f(x); } while (0)\n#define CAT(a) a##_t\n",
        r"
Module `#define N 4 // four`
  Let `#define N 4 // four`
    Name `N`
    Integer `4`
  Function(Function, Modifiers(524288)) `#define SQ(x) ((x) * (x))`
    Name `SQ`
    Parameter `x`
      Name `x`
    Multiply `(x) * (x)`
      Name `x`
      Name `x`
  Function(Function, Modifiers(524288)) `#define DO(x) do { f(x); } while (0)`
    Name `DO`
    Parameter `x`
      Name `x`
    Block `do { f(x); } while (0)`
      Call `f(x)`
        Name `f`
        Name `x`
  MacroDefinition `#define CAT(a) a##_t`
    Name `CAT`
",
    );
}

#[test]
fn jumps_and_cases_keep_their_labels() {
    check::lowers(
        &LANGUAGE,
        "int f(int n) { switch (n) { case 1: n++; break; default: goto out; } out: return *(&n); }",
        r"
Module `int f(int n) { switch (n) { case 1: n++; break; default: goto out; } out: return *(&n); }`
  Function(Function, Modifiers(0)) `int f(int n) { switch (n) { case 1: n++; break; default: goto out; } out: return *(&n); }`
    Name `f`
    Parameter `int n`
      Name `n`
      TypeExpression `int`
    TypeExpression `int`
    Block `{ switch (n) { case 1: n++; break; default: goto out; } out: return *(&n); }`
      Match `switch (n) { case 1: n++; break; default: goto out; }`
        Name `n`
        Arm `case 1: n++; break;`
          Integer `1`
          Block `n++; break;`
            Update `n++`
              Name `n`
            Break `break;`
        Arm `default: goto out;`
          Block `goto out;`
            Goto `goto out;`
              Name `out`
      Labelled `out: return *(&n);`
        Name `out`
        Return `return *(&n);`
          Dereference `*(&n)`
            Reference `&n`
              Name `n`
",
    );
}

#[test]
fn linkage_for_another_language_is_left_out() {
    let source = "#ifdef __cplusplus\nextern \"C\" {\n#endif\nint f(void);\n#ifdef __cplusplus\n}\n#endif\n";
    let prepared = super::prepare::prepare(source).unwrap_or_default();
    assert_eq!(prepared.len(), source.len());
    assert!(!prepared.contains('{') && !prepared.contains('}') && prepared.contains("int f(void);"), "{prepared}");
    assert_eq!(super::prepare::prepare("int f(void) { return 1; }"), None);
}

#[test]
fn words_that_macros_put_are_left_out() {
    let cases = [
        ("static INLINE size_t up(size_t n);", "static        size_t up(size_t n);"),
        ("int CALLBACK f(HANDLE h, LPARAM p) { return 0; }", "int          f(HANDLE h, LPARAM p) { return 0; }"),
        ("API(int) f(void);", "    int  f(void);"),
        ("LIB_API void\nf(void);", "        void\nf(void);"),
        ("typedef int (CALLBACK *handler)(void);", "typedef int (         *handler)(void);"),
        ("void f(void) { check(a, ==, b); }", "void f(void) { check(a  ==  b); }"),
        ("int f(va_list ap) { return va_arg(ap, char *)[0]; }", "int f(va_list ap) { return va_arg(ap, char  )[0]; }"),
        ("void f(void) {\n    BEGIN_ALL\n}", "void f(void) {\n    BEGIN_ALL;}"),
        ("EXPORT_SYMBOL(f)\nint f(void);", "EXPORT_SYMBOL(f);int f(void);"),
        ("#define warn(text, args...) say(text, args)\n", "#define warn(text,     ...) say(text, args)\n"),
    ];
    for (source, read) in cases {
        assert_eq!(super::prepare::prepare(source).as_deref(), Some(read), "{source}");
    }
    let whole = [
        "HANDLE\nopen_it(LPCTSTR name)\n{\n    return NULL;\n}\n",
        "int f(void) { if (x) RETURN; else CONTINUE; return A * B; }",
        "DWORD a = SIZE * COUNT; struct POINT p, *q; unsigned long FLAGS;",
        "int main()\n{\n    printf(\"hi\")\n    return 0;\n}\n",
        "enum COLOR { RED, GREEN }; enum COLOR pick(enum COLOR a, BOOL b);",
    ];
    for source in whole {
        assert_eq!(super::prepare::prepare(source), None, "{source}");
    }
}
