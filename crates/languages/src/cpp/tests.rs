use super::LANGUAGE;
use crate::lower::check;

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn a_class_knows_its_members() {
    check::lowers(
        &LANGUAGE,
        "class A : B { int n_; public: A(int n) : B(n), n_(n) {} int n() const override { return n_; } };",
        r"
Module `class A : B { int n_; public: A(int n) : B(n), n_(n) {} int n() const override { return n_; } };`
  Type(Class) `class A : B { int n_; public: A(int n) : B(n), n_(n) {} int n() const override { return n_; } }`
    Name `A`
    TypeExpression `B`
      Name `B`
    Field `int n_;`
      Name `n_`
      TypeExpression `int`
    Function(Constructor, Modifiers(8)) `A(int n) : B(n), n_(n) {}`
      Name `A`
      Parameter `int n`
        Name `n`
        TypeExpression `int`
      Block `B(n), n_(n) {}`
        Call `B(n)`
          Name `B`
          Name `n`
        Assign `n_(n)`
          Member `n_`
            This ``
          Name `n`
    Function(Method, Modifiers(520)) `int n() const override { return n_; }`
      Name `n`
      TypeExpression `int`
      Block `{ return n_; }`
        Return `return n_;`
          Member `n_`
            This ``
",
    );
}

#[test]
fn a_function_outside_belongs_to_its_class() {
    check::lowers(
        &LANGUAGE,
        "void ns::A::f(int n) { g(n); }",
        r"
Module `void ns::A::f(int n) { g(n); }`
  Type(Extension) `void ns::A::f(int n) { g(n); }`
    Member `ns::A`
      Name `ns`
    Function(Method, Modifiers(0)) `void ns::A::f(int n) { g(n); }`
      Name `f`
      Parameter `int n`
        Name `n`
        TypeExpression `int`
      Block `{ g(n); }`
        Call `g(n)`
          Name `g`
          Name `n`
",
    );
}

#[test]
fn a_declaration_in_a_body_makes_an_object() {
    check::lowers(
        &LANGUAGE,
        "void f() { Lock lock(mutex); } Lock lock(Mutex);",
        r"
Module `void f() { Lock lock(mutex); } Lock lock(Mutex);`
  Function(Function, Modifiers(0)) `void f() { Lock lock(mutex); }`
    Name `f`
    Block `{ Lock lock(mutex); }`
      Let `Lock lock(mutex);`
        Name `lock`
        TypeExpression `Lock`
          Name `Lock`
        Call `Lock lock(mutex);`
          TypeExpression `Lock`
            Name `Lock`
          Name `mutex`
  Function(Function, Modifiers(8192)) `Lock lock(Mutex);`
    Name `lock`
    Parameter `Mutex`
      Wildcard ``
      TypeExpression `Mutex`
        Name `Mutex`
    TypeExpression `Lock`
      Name `Lock`
",
    );
}

#[test]
fn streams_and_casts_are_what_they_mean() {
    check::lowers(
        &LANGUAGE,
        "void f(int n) { std::cout << n << std::endl; g(static_cast<char>(n)); delete p; }",
        r"
Module `void f(int n) { std::cout << n << std::endl; g(static_cast<char>(n)); delete p; }`
  Function(Function, Modifiers(0)) `void f(int n) { std::cout << n << std::endl; g(static_cast<char>(n)); delete p; }`
    Name `f`
    Parameter `int n`
      Name `n`
      TypeExpression `int`
    Block `{ std::cout << n << std::endl; g(static_cast<char>(n)); delete p; }`
      Call `std::cout << n << std::endl`
        Member `std::cout`
          Name `std`
        Name `n`
      Call `g(static_cast<char>(n))`
        Name `g`
        Cast `static_cast<char>(n)`
          Name `n`
          TypeExpression `char`
      Call `delete p`
        Name `delete`
        Name `p`
",
    );
}
