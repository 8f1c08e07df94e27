//! What PHP becomes.

use crate::lower::check;
use crate::php::LANGUAGE;

#[test]
fn variables_keep_their_sign_and_members_do_not() {
    check::lowers(
        &LANGUAGE,
        r"$a = $b->c?->d[0];
$this->e = F::G . f::$h;",
        r"
Module `$a = $b->c?->d[0];`
  Assign `$a = $b->c?->d[0]`
    Name `$a`
    Index `$b->c?->d[0]`
      Member `$b->c?->d`
        Member `$b->c`
          Name `$b`
      Integer `0`
  Assign `$this->e = F::G . f::$h`
    Member `$this->e`
      This `$this`
    Template `F::G . f::$h`
      Member `F::G`
        Name `F`
      Member `f::$h`
        Name `f`
",
    );
}

#[test]
fn arrays_are_lists_or_maps() {
    check::lowers(
        &LANGUAGE,
        r"$a = [1, 'k' => 2, ...$b];
$c[] = array(3);
[$d, , 'x' => $e] = $f;",
        r"
Module `$a = [1, 'k' => 2, ...$b];`
  Assign `$a = [1, 'k' => 2, ...$b]`
    Name `$a`
    Mapping `[1, 'k' => 2, ...$b]`
      Integer `1`
      Entry `'k' => 2`
        Text `'k'`
        Integer `2`
      Spread `...$b`
        Name `$b`
  Call `$c[] = array(3)`
    Member `$c[]`
      Name `$c`
    Sequence `array(3)`
      Integer `3`
  Assign `[$d, , 'x' => $e] = $f`
    Mapping `[$d, , 'x' => $e]`
      Name `$d`
      Wildcard ``
      Entry `'x' => $e`
        Text `'x'`
        Name `$e`
    Name `$f`
",
    );
}

#[test]
fn texts_hold_their_pieces() {
    check::lowers(
        &LANGUAGE,
        r#"$a = "b $c[d] {$e->f}" . g() . 'h';
$i .= $j;"#,
        r#"
Module `$a = "b $c[d] {$e->f}" . g() . 'h';`
  Assign `$a = "b $c[d] {$e->f}" . g() . 'h'`
    Name `$a`
    Template `"b $c[d] {$e->f}" . g() . 'h'`
      Text `b `
      Index `$c[d]`
        Name `$c`
        Text `d`
      Text ` `
      Member `$e->f`
        Name `$e`
      Call `g()`
        Name `g`
      Text `'h'`
  Assign `$i .= $j`
    Name `$i`
    Template `$j`
      Name `$j`
"#,
    );
}

#[test]
fn loops_know_their_form() {
    check::lowers(
        &LANGUAGE,
        r"foreach ($a as $k => &$v) f($v);
for ($i = 0, $n = 9; $i < $n; $i++): endfor;
while (true) break 2;
do { continue; } while ($x ?: $y);",
        r"
Module `foreach ($a as $k => &$v) f($v);`
  Loop(Each) `foreach ($a as $k => &$v) f($v);`
    Tuple `$k => &$v`
      Name `$k`
      Reference `&$v`
        Name `$v`
    Name `$a`
    Call `f($v)`
      Name `f`
      Name `$v`
  Loop(Counted) `for ($i = 0, $n = 9; $i < $n; $i++): endfor;`
    Comma `$i = 0, $n = 9`
      Assign `$i = 0`
        Name `$i`
        Integer `0`
      Assign `$n = 9`
        Name `$n`
        Integer `9`
    Less `$i < $n`
      Name `$i`
      Name `$n`
    Update `$i++`
      Name `$i`
    Block `: `
  Loop(Endless) `while (true) break 2;`
    Boolean `true`
    Break `break 2;`
      Integer `2`
  Loop(DoWhile) `do { continue; } while ($x ?: $y);`
    OrElse `$x ?: $y`
      Name `$x`
      Name `$y`
    Block `{ continue; }`
      Continue `continue;`
",
    );
}

#[test]
fn choices_nest() {
    check::lowers(
        &LANGUAGE,
        r"if ($a) b(); elseif ($c) d(); else { e(); }
switch ($x) { case 1: case 2: f(); break; default: g(); }
$y = match (true) { $x > 1, $x < 0 => 'a', default => throw new E() };",
        r"
Module `if ($a) b(); elseif ($c) d(); else { e(); }`
  If `if ($a) b(); elseif ($c) d(); else { e(); }`
    Name `$a`
    Call `b()`
      Name `b`
    If `elseif ($c) d(); else { e(); }`
      Name `$c`
      Call `d()`
        Name `d`
      Block `{ e(); }`
        Call `e()`
          Name `e`
  Match `switch ($x) { case 1: case 2: f(); break; default: g(); }`
    Name `$x`
    Arm `case 1:`
      Integer `1`
      Block ``
    Arm `case 2: f(); break;`
      Integer `2`
      Block `f(); break;`
        Call `f()`
          Name `f`
        Break `break;`
    Arm `default: g();`
      Block `g()`
        Call `g()`
          Name `g`
  Assign `$y = match (true) { $x > 1, $x < 0 => 'a', default => throw new E() }`
    Name `$y`
    Match `match (true) { $x > 1, $x < 0 => 'a', default => throw new E() }`
      Arm `$x > 1, $x < 0 => 'a'`
        Greater `$x > 1`
          Name `$x`
          Integer `1`
        Less `$x < 0`
          Name `$x`
          Integer `0`
        Text `'a'`
      Arm `default => throw new E()`
        Throw `throw new E()`
          Call `new E()`
            Name `E`
",
    );
}

#[test]
fn functions_and_what_closures_take_along() {
    check::lowers(
        &LANGUAGE,
        r"function f(int &$a, ?B $b = null, string|null ...$c): void { yield $a; }
$g = function ($x) use ($y, &$z) { return $x; };
$h = fn ($x) => strlen(...);",
        r"
Module `function f(int &$a, ?B $b = null, string|null ...$c): void { yield $a; }`
  Function(Function, Modifiers(2)) `function f(int &$a, ?B $b = null, string|null ...$c): void { yield $a; }`
    Name `f`
    Parameter `int &$a`
      Name `$a`
      TypeExpression `int &`
        TypeExpression `int`
    Parameter `?B $b = null`
      Name `$b`
      TypeExpression `?B`
        TypeExpression `B`
          Name `B`
      Null `null`
    Parameter `string|null ...$c`
      Name `$c`
      TypeExpression `string|null`
        TypeExpression `string`
    Block `{ yield $a; }`
      Yield `yield $a`
        Name `$a`
  Assign `$g = function ($x) use ($y, &$z) { return $x; }`
    Name `$g`
    Function(Lambda, Modifiers(0)) `function ($x) use ($y, &$z) { return $x; }`
      Parameter `$x`
        Name `$x`
      Block `{ return $x; }`
        OuterNames `use ($y, &$z)`
          Name `$z`
        Return `return $x;`
          Name `$x`
  Assign `$h = fn ($x) => strlen(...)`
    Name `$h`
    Function(Lambda, Modifiers(131072)) `fn ($x) => strlen(...)`
      Parameter `$x`
        Name `$x`
      Name `strlen`
",
    );
}

#[test]
fn classes_hold_all_kinds_of_members() {
    check::lowers(
        &LANGUAGE,
        r"#[A(1)]
abstract class B extends C implements D
{
    use E;
    const F = 1;
    private static ?int $g = null;
    public function __construct(private readonly int $h) { parent::__construct($h); }
    abstract protected function i(): self;
    public string $j { get => $this->k; }
}",
        r"
Module `#[A(1)]`
  Type(Class) `#[A(1)]`
    Decorator `A(1)`
      Call `A(1)`
        Name `A`
        Integer `1`
    Name `B`
    TypeExpression `C`
      Name `C`
    TypeExpression `D`
      TypeExpression `D`
        Name `D`
    TypeExpression `E`
      Name `E`
    Field `const F = 1`
      Name `F`
      Integer `1`
    Field `private static ?int $g = null`
      Name `g`
      TypeExpression `?int`
        TypeExpression `int`
      Null `null`
    Field `private readonly int $h`
      Name `h`
      TypeExpression `int`
    Function(Constructor, Modifiers(8)) `public function __construct(private readonly int $h) { parent::__construct($h); }`
      Name `__construct`
      Parameter `private readonly int $h`
        Name `$h`
        TypeExpression `int`
      Block `{ parent::__construct($h); }`
        Assign `$h`
          Member `h`
            This ``
          Name `$h`
        Call `parent::__construct($h)`
          Super `parent::__construct`
          Name `$h`
    Function(Method, Modifiers(96)) `abstract protected function i(): self;`
      Name `i`
      TypeExpression `self`
        Name `self`
    Field `public string $j`
      Name `j`
      TypeExpression `string`
    Function(Getter, Modifiers(8)) `get => $this->k;`
      Name `get`
      Member `$this->k`
        This `$this`
",
    );
}

#[test]
fn enums_and_imports() {
    check::lowers(
        &LANGUAGE,
        r"namespace A\B;
use C\D, E as F;
use G\{H, I as J};
enum K: string implements L { case M = 'm'; public const N = self::M; }
require_once __DIR__ . '/o.php';",
        r"
Module `namespace A\B;`
  Package `namespace A\B`
    Name `A\B`
  Import(C) `use C\D`
    Name `D`
  Import() `E as F;`
    Name `F`
  Import(G) `use G\{H, I as J};`
    Name `H`
    Name `J`
  Type(Enum) `enum K: string implements L { case M = 'm'; public const N = self::M; }`
    Name `K`
    TypeExpression `L`
      TypeExpression `L`
        Name `L`
    Variant `case M = 'm';`
      Name `M`
      Text `'m'`
    Field `public const N = self::M`
      Name `N`
      Member `self::M`
        Name `self`
  Import(o.php) `require_once __DIR__ . '/o.php'`
",
    );
}

#[test]
fn markup_and_islands_are_one_element() {
    check::lowers(
        &LANGUAGE,
        r"<ul>
<?php foreach ($a as $b): ?>
  <li><?= $b ?>, <?php echo f($b) ?></li>
<?php endforeach; ?>
</ul>",
        r"
Module `<ul>`
  Element `<ul>`
    Name `ul`
    Text `<ul>`
  Loop(Each) `foreach ($a as $b): ?>`
    Name `$b`
    Name `$a`
    Block `: ?>`
      Element `<li><?= $b ?>, <?php echo f($b) ?></li>`
        Name `li`
        Text `<li>`
        Name `$b`
        Text `, `
        Call `f($b)`
          Name `f`
          Name `$b`
        Text `</li>`
  Element `</ul>`
    Text `</ul>`
",
    );
}

#[test]
fn errors_are_caught_and_thrown() {
    check::lowers(
        &LANGUAGE,
        r"try { @f(); } catch (A | B $e) { exit(1); } finally { unset($a, $b['c']); }
global $g;
static $s = 0;
echo $a, clone $b;",
        r"
Module `try { @f(); } catch (A | B $e) { exit(1); } finally { unset($a, $b['c']); }`
  Try `try { @f(); } catch (A | B $e) { exit(1); } finally { unset($a, $b['c']); }`
    Block `{ @f(); }`
      Call `f()`
        Name `f`
    Handler `catch (A | B $e) { exit(1); }`
      TypeExpression `A`
        Name `A`
      TypeExpression `B`
        Name `B`
      Name `$e`
      Block `{ exit(1); }`
        Call `exit(1)`
          Name `exit`
          Integer `1`
    Block `{ unset($a, $b['c']); }`
      Delete `unset($a, $b['c']);`
        Name `$a`
        Index `$b['c']`
          Name `$b`
          Text `'c'`
  OuterNames `global $g;`
    Name `$g`
  Let `$s = 0`
    Name `$s`
    Integer `0`
  Call `echo $a, clone $b`
    Name `echo`
    Name `$a`
    Call `clone $b`
      Name `clone`
      Name `$b`
",
    );
}

#[test]
fn a_method_alone_is_read() {
    check::lowers(
        &LANGUAGE,
        r"    private static function f(): int { return self::$n++; }",
        r"
Module `    private static function f(): int { return self::$n++; }`
  Function(Function, Modifiers(20)) `private static function f(): int { return self::$n++; }`
    Name `f`
    TypeExpression `int`
    Block `{ return self::$n++; }`
      Return `return self::$n++;`
        Update `self::$n++`
          Member `self::$n`
            Name `self`
",
    );
}

#[test]
fn broken_code_is_read_as_far_as_possible() {
    check::lowers(
        &LANGUAGE,
        r"f(1);
$x = = 2;
g(3);",
        r"
Module `f(1);`
  Call `f(1)`
    Name `f`
    Integer `1`
  Assign `$x = = 2`
    Name `$x`
    Integer `2`
  Call `g(3)`
    Name `g`
    Integer `3`
",
    );
}
