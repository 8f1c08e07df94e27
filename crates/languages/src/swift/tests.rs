//! What Swift becomes.

use crate::lower::check;
use crate::swift::LANGUAGE;

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn it_is_known_by_its_text() {
    for source in [
        r#"print("Hello")
let name = "World"
print("Hello, \(name)!")"#,
        r"func add(_ a: Int, _ b: Int) -> Int { a + b }",
        r"struct Point {
    var x: Double
    var y: Double
}",
        r"let names = people.filter { $0.age > 18 }.map { $0.name }",
        r"guard let user = user else { return nil }",
        r"if let url = URL(string: text) {
    open(url)
}",
        r"enum Shape {
    case circle(radius: Double)
    case square(Double)
}",
        r"extension String {
    var isBlank: Bool { allSatisfy(\.isWhitespace) }
}",
        r"switch direction {
case .north: print(1)
default: break
}",
        r#"struct ContentView: View {
    @State private var count = 0
    var body: some View {
        Text("\(count)")
    }
}"#,
        r"do {
    try save()
} catch {
    print(error)
}",
        r"for i in 0..<10 { print(i) }",
        r"func load() async throws -> Data { try await session.data(from: url).0 }",
    ] {
        let found = crate::detect(source, None).ok().flatten().map(|it| it.name);
        assert_eq!(found, Some("swift"), "{source}");
    }
}

#[test]
fn a_guard_takes_its_names_before_it_leaves() {
    check::lowers(
        &LANGUAGE,
        "guard let a = b, c > 1 else { return }",
        r"
Module `guard let a = b, c > 1 else { return }`
  Let `let a = b`
    Name `a`
    Name `b`
  If `guard let a = b, c > 1 else { return }`
    Or `a = b, c > 1`
      Equal `a`
        Name `a`
        Null ``
      LessEqual `c > 1`
        Name `c`
        Integer `1`
    Block `return`
      Return `return`
",
    );
}

#[test]
fn numbered_parameters_stand_where_they_are_used_first() {
    check::lowers(
        &LANGUAGE,
        "let a = b.map { $1 + c.filter { $0 } }",
        r"
Module `let a = b.map { $1 + c.filter { $0 } }`
  Let `let a = b.map { $1 + c.filter { $0 } }`
    Name `a`
    Call `b.map { $1 + c.filter { $0 } }`
      Member `b.map`
        Name `b`
      Function(Lambda, Modifiers(131072)) `{ $1 + c.filter { $0 } }`
        Parameter ``
          Wildcard ``
        Parameter `$1`
          Name `$1`
        Add `$1 + c.filter { $0 }`
          Name `$1`
          Call `c.filter { $0 }`
            Member `c.filter`
              Name `c`
            Function(Lambda, Modifiers(131072)) `{ $0 }`
              Parameter `$0`
                Name `$0`
              Name `$0`
",
    );
}

#[test]
fn operators_bind_as_the_language_says() {
    check::lowers(
        &LANGUAGE,
        "let a = b != nil && !c || -d + e > f",
        r"
Module `let a = b != nil && !c || -d + e > f`
  Let `let a = b != nil && !c || -d + e > f`
    Name `a`
    Or `b != nil && !c || -d + e > f`
      And `b != nil && !c`
        NotEqual `b != nil`
          Name `b`
          Null `nil`
        Not `!c`
          Name `c`
      Greater `-d + e > f`
        Add `-d + e`
          Negate `-d`
            Name `d`
          Name `e`
        Name `f`
",
    );
}

#[test]
fn a_property_is_stored_or_computes() {
    check::lowers(
        &LANGUAGE,
        "struct A: B {\n  var c = 1 { didSet { d() } }\n  var e: Int { c }\n}",
        r"
Module `struct A: B {`
  Type(Struct) `struct A: B {`
    Name `A`
    TypeExpression `B`
      TypeExpression `B`
        Name `B`
    Field `var c = 1`
      Name `c`
      Integer `1`
    Function(Setter, Modifiers(16)) `didSet { d() }`
      Name `c`
      Block `d()`
        Call `d()`
          Name `d`
    Function(Getter, Modifiers(0)) `var e: Int { c }`
      Name `e`
      TypeExpression `Int`
        Name `Int`
      Block `{ c }`
        Return `c`
          Member `c`
            This ``
",
    );
}

#[test]
fn patterns_take_alternatives_apart() {
    check::lowers(
        &LANGUAGE,
        "switch a {\ncase .b(let c), .d: e()\ncase let f as G where h: fallthrough\ndefault: break\n}",
        r"
Module `switch a {`
  Match `switch a {`
    Name `a`
    Arm `case .b(let c), .d: e()`
      Destructure `.b(let c)`
        Name `.b`
        Name `c`
      Destructure `.d`
        Name `.d`
      Block `e()`
        Call `e()`
          Name `e`
    Arm `case let f as G where h: fallthrough`
      Bind `f as G`
        Name `f`
        TypeExpression `G`
          Name `G`
      Name `h`
      Block ``
    Arm `default: break`
      Block `break`
        Empty `break`
",
    );
}

#[test]
fn parentheses_keep_together() {
    check::lowers(
        &LANGUAGE,
        "let a = (b + c) * -(d - e) == f && !(x || y) ? g : h ? i : j",
        r"
Module `let a = (b + c) * -(d - e) == f && !(x || y) ? g : h ? i : j`
  Let `let a = (b + c) * -(d - e) == f && !(x || y) ? g : h ? i : j`
    Name `a`
    Conditional `(b + c) * -(d - e) == f && !(x || y) ? g : h ? i : j`
      And `(b + c) * -(d - e) == f && !(x || y)`
        Equal `(b + c) * -(d - e) == f`
          Multiply `(b + c) * -(d - e)`
            Add `b + c`
              Name `b`
              Name `c`
            Negate `-(d - e)`
              Subtract `d - e`
                Name `d`
                Name `e`
          Name `f`
        Not `!(x || y)`
          Or `x || y`
            Name `x`
            Name `y`
      Name `g`
      Conditional `h ? i : j`
        Name `h`
        Name `i`
        Name `j`
",
    );
}
