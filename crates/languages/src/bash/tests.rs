//! What Bash's nodes become.

use super::LANGUAGE;
use crate::lower::check;

#[test]
fn every_node_has_a_rule() {
    check::every_node_has_a_rule(&LANGUAGE);
}

#[test]
fn a_command_with_options() {
    check::lowers(
        &LANGUAGE,
        r#"rm -rf "$dir""#,
        r#"
Module `rm -rf "$dir"`
  Call `rm -rf "$dir"`
    Name `rm`
    NamedArgument `r`
      Name `r`
      Boolean `r`
    NamedArgument `f`
      Name `f`
      Boolean `f`
    Name `$dir`
"#,
    );
}

#[test]
fn a_command_of_a_command() {
    check::lowers(
        &LANGUAGE,
        r#"git commit -m "first" --amend"#,
        r#"
Module `git commit -m "first" --amend`
  Call `git commit -m "first" --amend`
    Member `git commit`
      Name `git`
    NamedArgument `-m "first"`
      Name `-m`
      Text `"first"`
    NamedArgument `--amend`
      Name `--amend`
      Boolean `--amend`
"#,
    );
}

#[test]
fn a_pipeline() {
    check::lowers(
        &LANGUAGE,
        "cat a | sort -u > b",
        r"
Module `cat a | sort -u > b`
  Pipe `cat a | sort -u > b`
    Call `cat a`
      Name `cat`
      Text `a`
    Call `sort -u > b`
      Name `sort`
      NamedArgument `-u`
        Name `-u`
        Boolean `-u`
      NamedArgument `> b`
        Name `>`
        Text `b`
",
    );
}

#[test]
fn joined_commands() {
    check::lowers(
        &LANGUAGE,
        "cd x && make || exit 1",
        r"
Module `cd x && make || exit 1`
  If `cd x && make || exit 1`
    Not `cd x && make`
      And `cd x && make`
        Call `cd x`
          Name `cd`
          Text `x`
        Call `make`
          Name `make`
    Block `exit 1`
      Call `exit 1`
        Name `exit`
        Integer `1`
",
    );
}

#[test]
fn a_loop_over_lines() {
    check::lowers(
        &LANGUAGE,
        r#"while read -r line; do echo "$line"; done < hosts"#,
        r#"
Module `while read -r line; do echo "$line"; done < hosts`
  Loop(Each) `while read -r line; do echo "$line"; done < hosts`
    Name `line`
    Call `< hosts`
      Name `<`
      Text `hosts`
    Block `do echo "$line"; done`
      Call `echo "$line"`
        Name `echo`
        Name `$line`
"#,
    );
}

#[test]
fn expansions() {
    check::lowers(
        &LANGUAGE,
        r#"echo "${x:-1}" ${#x} ${x##*/} $1"#,
        r#"
Module `echo "${x:-1}" ${#x} ${x##*/} $1`
  Call `echo "${x:-1}" ${#x} ${x##*/} $1`
    Name `echo`
    Coalesce `${x:-1}`
      Name `x`
      Integer `1`
    Call `${#x}`
      Name `#`
      Name `x`
    Call `${x##*/}`
      Name `##`
      Name `x`
      Text `*/`
    Call `$1`
      Name `$1`
"#,
    );
}

#[test]
fn tests() {
    check::lowers(
        &LANGUAGE,
        "[[ -f $x && $y == z* ]]",
        r"
Module `[[ -f $x && $y == z* ]]`
  And `-f $x && $y == z*`
    Call `-f $x`
      Name `-f`
      Name `$x`
    Matches `$y == z*`
      Name `$y`
      Text `z*`
",
    );
}

#[test]
fn a_function() {
    check::lowers(
        &LANGUAGE,
        r#"f() { local a=$1; [ -n "$a" ]; }"#,
        r#"
Module `f() { local a=$1; [ -n "$a" ]; }`
  Function(Function, Modifiers(0)) `f() { local a=$1; [ -n "$a" ]; }`
    Name `f`
    Block `{ local a=$1; [ -n "$a" ]; }`
      Let `local a=$1`
        Name `a`
        Call `$1`
          Name `$1`
      Return `-n "$a"`
        Call `-n "$a"`
          Name `-n`
          Name `$a`
"#,
    );
}

#[test]
fn a_choice_by_pattern() {
    check::lowers(
        &LANGUAGE,
        "case $x in a|b) f;; *) g;; esac",
        r"
Module `case $x in a|b) f;; *) g;; esac`
  Match `case $x in a|b) f;; *) g;; esac`
    Name `$x`
    Arm `a|b) f;;`
      Text `a`
      Text `b`
      Block `f`
        Call `f`
          Name `f`
    Arm `*) g;;`
      Block `g`
        Call `g`
          Name `g`
",
    );
}

#[test]
fn a_command_inside_another() {
    check::lowers(
        &LANGUAGE,
        "sudo apt-get install -y curl",
        r"
Module `sudo apt-get install -y curl`
  Call `sudo apt-get install -y curl`
    Name `sudo`
    Call `apt-get install -y curl`
      Member `apt-get install`
        Name `apt-get`
      NamedArgument `-y`
        Name `-y`
        Boolean `-y`
      Text `curl`
",
    );
}

#[test]
fn arithmetic() {
    check::lowers(
        &LANGUAGE,
        "(( n += 2 )); i=$((i + 1))",
        r"
Module `(( n += 2 )); i=$((i + 1))`
  Assign `(( n += 2 ))`
    Name `n`
    Integer `2`
  Assign `i=$((i + 1))`
    Name `i`
    Add `i + 1`
      Name `i`
      Integer `1`
",
    );
}

#[test]
fn a_name_of_a_command_is_no_variable() {
    check::lowers(
        &LANGUAGE,
        "date=$(date)",
        r"
Module `date=$(date)`
  Assign `date=$(date)`
    Name `date`
    Call `date`
      Name `date`
",
    );
}

#[test]
fn a_here_document() {
    check::lowers(
        &LANGUAGE,
        "cat <<EOF > f\nhi $x\nEOF\n",
        r"
Module `cat <<EOF > f`
  Call `cat <<EOF > f`
    Name `cat`
    NamedArgument `<<EOF > f`
      Name `<<`
      Template `hi $x`
        Name `$x`
        Text ``
    NamedArgument `> f`
      Name `>`
      Text `f`
",
    );
}
