use super::LANGUAGE;
use crate::lower::check;

#[track_caller]
fn lowers(source: &str, expected: &str) {
    check::lowers(&LANGUAGE, source, expected);
}

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn the_last_value_of_a_method_is_returned() {
    lowers(
        "def f(a)\n  a + 1\nend",
        "
Module `def f(a)`
  Function(Function, Modifiers(0)) `def f(a)`
    Name `f`
    Parameter `a`
      Name `a`
    Block `a + 1`
      Return `a + 1`
        Add `a + 1`
          Name `a`
          Integer `1`
",
    );
}

#[test]
fn each_way_of_a_last_choice_returns_its_value() {
    lowers(
        "def f(a)\n  if a then 1 else puts(a) end\nend",
        "
Module `def f(a)`
  Function(Function, Modifiers(0)) `def f(a)`
    Name `f`
    Parameter `a`
      Name `a`
    Block `if a then 1 else puts(a) end`
      If `if a then 1 else puts(a) end`
        Name `a`
        Block `1`
          Return `1`
            Integer `1`
        Block `puts(a)`
          Call `puts(a)`
            Name `puts`
            Name `a`
",
    );
}

#[test]
fn what_is_kept_is_returned() {
    lowers(
        "def f\n  @a ||= make\nend",
        "
Module `def f`
  Function(Function, Modifiers(0)) `def f`
    Name `f`
    Block `@a ||= make`
      Assign `@a ||= make`
        Member `@a`
          This ``
        Call `make`
          Name `make`
      Return `@a`
        Member `@a`
          This ``
",
    );
}

#[test]
fn each_with_a_block_is_a_loop() {
    lowers(
        "xs.each { |x| next if x; puts x }",
        "
Module `xs.each { |x| next if x; puts x }`
  Loop(Each) `xs.each { |x| next if x; puts x }`
    Name `x`
    Name `xs`
    Block `next if x; puts x`
      If `next if x`
        Name `x`
        Block `next`
          Continue `next`
      Call `puts x`
        Name `puts`
        Name `x`
",
    );
}

#[test]
fn other_blocks_are_functions() {
    lowers(
        "xs.map { |x| x * 2 }",
        "
Module `xs.map { |x| x * 2 }`
  Call `xs.map { |x| x * 2 }`
    Member `xs.map`
      Name `xs`
    Function(Lambda, Modifiers(0)) `{ |x| x * 2 }`
      Parameter `x`
        Name `x`
      Multiply `x * 2`
        Name `x`
        Integer `2`
",
    );
}

#[test]
fn next_gives_the_value_of_a_function() {
    lowers(
        "xs.map do |x|\n  next 0 unless x\n  x\nend",
        "
Module `xs.map do |x|`
  Call `xs.map do |x|`
    Member `xs.map`
      Name `xs`
    Function(Lambda, Modifiers(0)) `do |x|`
      Parameter `x`
        Name `x`
      Block `next 0 unless x`
        If `next 0 unless x`
          Not `x`
            Name `x`
          Block `next 0`
            Return `next 0`
              Integer `0`
        Return `x`
          Name `x`
",
    );
}

#[test]
fn a_name_that_is_never_set_is_a_call_where_it_stands_alone() {
    lowers(
        "a = 1\na\nb\nc.d\nputs e.f",
        "
Module `a = 1`
  Assign `a = 1`
    Name `a`
    Integer `1`
  Name `a`
  Call `b`
    Name `b`
  Call `c.d`
    Member `c.d`
      Name `c`
  Call `puts e.f`
    Name `puts`
    Member `e.f`
      Name `e`
",
    );
}

#[test]
fn visibility_and_attributes_are_told_of_members() {
    lowers(
        "class A\n  attr_reader :b\n  private\n  def c; end\n  public def d; end\nend",
        "
Module `class A`
  Type(Class) `class A`
    Name `A`
    Field `b`
      Name `b`
    Function(Method, Modifiers(16)) `def c; end`
      Name `c`
      Block ``
    Function(Method, Modifiers(0)) `def d; end`
      Name `d`
      Block ``
",
    );
}

#[test]
fn handlers_of_a_method_make_a_try() {
    lowers(
        "def f\n  a\nrescue E => e\n  b\nensure\n  c\nend",
        "
Module `def f`
  Function(Function, Modifiers(0)) `def f`
    Name `f`
    Block `a`
      Try `a`
        Block `a`
          Return `a`
            Name `a`
        Handler `rescue E => e`
          Name `E`
          Name `e`
          Block `b`
            Return `b`
              Name `b`
        Block `c`
          Call `c`
            Name `c`
",
    );
}

#[test]
fn a_heredoc_is_the_text_below() {
    lowers(
        "a = <<~T\n  x #{b}\nT\nputs a",
        "
Module `a = <<~T`
  Assign `a = <<~T`
    Name `a`
    Template `  x #{b}`
      Text `  x `
      Name `b`
      Text ``
  Call `puts a`
    Name `puts`
    Name `a`
",
    );
}

#[test]
fn modules_that_only_hold_a_class_say_where_it_belongs() {
    lowers(
        "module A\n  class B\n  end\nend",
        "
Module `module A`
  Package `module A`
    Name `A`
  Type(Class) `class B`
    Name `B`
",
    );
}

#[test]
fn comments_for_tools_are_no_documentation() {
    assert_eq!(super::lower::clean_comment("# frozen_string_literal: true"), "");
    assert_eq!(super::lower::clean_comment("# Adds two numbers."), "Adds two numbers.");
    assert_eq!(super::lower::clean_comment("=begin\nAdds.\n=end"), "Adds.");
}
