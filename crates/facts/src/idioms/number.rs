//! Algorithms on numbers and grids of numbers.

use code::{BinaryOperator, FunctionId, Kind, LoopForm, NodeId};

use super::{IdiomKind, Out, Role};
use crate::view::{View, Word};

/// Requires a `while` that replaces the pair `(a, b)` by `(b, a % b)` each round, at once or through a helper variable.
pub(super) fn gcd_loop(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(LoopForm::While | LoopForm::DoWhile | LoopForm::Endless, parts) = view.kind(id) else {
        return false;
    };
    let remainder = |it: NodeId| match view.kind(it) {
        Kind::Binary(BinaryOperator::Modulo, left, right) => Some((left, right)),
        _ => None,
    };
    let statements = view.statements(&parts.body);
    let found = statements.iter().find_map(|&it| {
        let (target, value) = view.assignment(it)?;
        let (&[a, b], &[c, d]) = (view.group(target)?, view.group(value)?) else { return None };
        let (left, right) = remainder(d)?;
        (view.same(b, c) && view.same(a, left) && view.same(b, right)).then_some((a, b))
    });
    let found = found.or_else(|| {
        statements.windows(3).find_map(|window| {
            let assigned: Vec<_> = window.iter().filter_map(|&it| view.assignment(it)).collect();
            let &[(t1, v1), (t2, v2), (t3, v3)] = assigned.as_slice() else { return None };
            // `t = b; b = a % b; a = t`
            if let Some((left, right)) = remainder(v2)
                && view.same(v1, t2)
                && view.same(right, t2)
                && view.same(left, t3)
                && view.same(v3, t1)
            {
                return Some((t3, t2));
            }
            // `t = a % b; a = b; b = t`
            let (left, right) = remainder(v1)?;
            (view.same(left, t2) && view.same(right, t3) && view.same(v2, t3) && view.same(v3, t1)).then_some((t2, t3))
        })
    });
    let Some((a, b)) = found else { return false };
    out.add(IdiomKind::Gcd, out.owner(view, id), view.unit.span(id), vec![(Role::Low, a), (Role::High, b)]);
    true
}

/// Requires a function of two parameters that calls itself with `(b, a % b)`.
pub(super) fn gcd_recursion(view: &View<'_>, function: FunctionId, calls: &[NodeId], out: &mut Out) -> bool {
    let node = view.unit.function(function).node;
    let &[(first, a), (second, b)] = view.parameters(function).as_slice() else { return false };
    let &[call] = calls else { return false };
    let Some((_, &[x, y], _)) = view.call(call) else { return false };
    let Kind::Binary(BinaryOperator::Modulo, left, right) = view.kind(y) else { return false };
    if view.symbol(x) == Some(b) && view.symbol(left) == Some(a) && view.symbol(right) == Some(b) {
        out.add(IdiomKind::Gcd, node, view.unit.span(node), vec![(Role::Low, first), (Role::High, second)]);
        return true;
    }
    false
}

/// Requires a loop that squares one variable, halves another, and multiplies a third by the first where the second is odd.
pub(super) fn fast_power(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(LoopForm::While, _) = view.kind(id) else { return false };
    let mut base = None;
    let mut exponent = None;
    for write in view.inside(&view.by.writes, id) {
        let Kind::Assign { target, .. } = view.kind(write) else { continue };
        if let Some((target, operator, by)) = view.compound(write) {
            match operator {
                BinaryOperator::Multiply if view.same(target, by) => base = Some(target),
                BinaryOperator::FloorDivide | BinaryOperator::Divide if view.is_integer(by, 2) => {
                    exponent = Some(target);
                }
                BinaryOperator::ShiftRight | BinaryOperator::ShiftRightUnsigned if view.is_integer(by, 1) => {
                    exponent = Some(target);
                }
                _ => {}
            }
        }
        if let Some((_, value)) = view.assignment(write) {
            if let Kind::Binary(BinaryOperator::Modulo, product, _) = view.kind(value)
                && let Kind::Binary(BinaryOperator::Multiply, left, right) = view.kind(product)
                && view.same(left, target)
                && view.same(right, target)
            {
                base = Some(target);
            }
            if view.halved(value).is_some_and(|it| view.same(it, target)) {
                exponent = Some(target);
            }
        }
    }
    let (Some(base), Some(exponent)) = (base, exponent) else { return false };
    for choice in view.inside(&view.by.ifs, id) {
        let Kind::If { condition, then, .. } = view.kind(choice) else { continue };
        let odd = view.within(&view.by.binaries, condition).iter().chain([&condition]).any(|&it| {
            matches!(view.kind(it), Kind::Binary(BinaryOperator::Modulo | BinaryOperator::BitAnd, left, _)
                if view.same(left, exponent))
        });
        let result = view.inside(&view.by.writes, then).find_map(|it| match view.kind(it) {
            Kind::Assign { target, operator: Some(BinaryOperator::Multiply), value } if view.holds(value, base) => {
                Some(target)
            }
            Kind::Assign { target, operator: None, value } if view.holds(value, base) && view.holds(value, target) => {
                Some(target)
            }
            _ => None,
        });
        if odd && let Some(result) = result {
            out.add(
                IdiomKind::FastPower,
                out.owner(view, id),
                view.unit.span(id),
                vec![(Role::Value, base), (Role::Counter, exponent), (Role::Store, result)],
            );
            return true;
        }
    }
    false
}

/// Requires nested loops: where a flag at the outer number still stands, an inner loop with that number as its step clears the
/// flags of its multiples.
pub(super) fn sieve(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Some(outer) = view.loop_around(id) else { return false };
    let Some(count) = view.count(outer) else { return false };
    let number = count.variable;
    let stepped = match view.count(id) {
        Some(inner) => inner.step.is_some_and(|it| view.same(it, number)),
        None => view.inside(&view.by.writes, id).any(|it| {
            view.compound(it).is_some_and(|(_, operator, by)| operator == BinaryOperator::Add && view.same(by, number))
        }),
    };
    if !stepped {
        return false;
    }
    for write in view.inside(&view.by.writes, id) {
        let Some((target, value)) = view.assignment(write) else { continue };
        let (Kind::Index { object, .. }, Kind::Boolean(_) | Kind::Integer) = (view.kind(target), view.kind(value))
        else {
            continue;
        };
        let tested = view.inside(&view.by.ifs, outer).any(|it| match view.kind(it) {
            Kind::If { condition, .. } => {
                view.within(&view.by.indices, condition).iter().chain([&condition]).any(|&it| {
                    matches!(view.kind(it), Kind::Index { object: of, index, .. }
                    if view.same(of, object) && view.same(index, number))
                })
            }
            _ => false,
        });
        if tested {
            out.add(
                IdiomKind::Sieve,
                out.owner(view, outer),
                view.unit.span(outer),
                vec![(Role::Store, object), (Role::Value, number), (Role::Limit, count.to)],
            );
            return true;
        }
    }
    false
}

/// Requires a loop in which a remainder of one number by a growing divisor is compared with 0 and returns false, and a `return
/// true` after the loop.
pub(super) fn trial_division(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Some(parent) = view.unit.parent(id) else { return false };
    let siblings = view.statements(&parent);
    let after = siblings.iter().position(|&it| it == id).and_then(|at| siblings.get(at + 1)).copied();
    let truth = after.is_some_and(|it| match view.kind(it) {
        Kind::Return(Some(value)) => view.kind(value) == Kind::Boolean(true),
        kind => kind == Kind::Boolean(true),
    });
    if !truth {
        return false;
    }
    for choice in view.inside(&view.by.ifs, id) {
        let Kind::If { condition, then, .. } = view.kind(choice) else { continue };
        let refuses = matches!(view.function_exit(then).map(|it| view.kind(it)), Some(Kind::Return(Some(value)))
            if view.kind(value) == Kind::Boolean(false));
        if !refuses {
            continue;
        }
        for &test in view.within(&view.by.binaries, condition).iter().chain([&condition]) {
            if let Some((left, right)) = view.equality(test)
                && view.is_integer(right, 0)
                && let Kind::Binary(BinaryOperator::Modulo, number, divisor) = view.kind(left)
                && view.symbol(number).is_some()
            {
                let grows = view.count(id).is_some_and(|it| view.holds(divisor, it.variable))
                    || view.inside(&view.by.writes, id).any(|it| {
                        view.compound(it).is_some_and(|(target, operator, _)| {
                            operator == BinaryOperator::Add && view.same(target, divisor)
                        })
                    });
                if grows {
                    out.add(
                        IdiomKind::TrialDivision,
                        out.owner(view, id),
                        view.unit.span(id),
                        vec![(Role::Target, number), (Role::Value, divisor)],
                    );
                    return true;
                }
            }
        }
    }
    false
}

/// Requires a loop that replaces `(a, b)` by `(b, a + b)`, at once or through a helper variable.
pub(super) fn fibonacci(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Kind::Loop(_, parts) = view.kind(id) else { return false };
    let sum_of = |value: NodeId, a: NodeId, b: NodeId| {
        matches!(view.kind(value), Kind::Binary(BinaryOperator::Add, left, right)
            if view.same(left, a) && view.same(right, b) || view.same(left, b) && view.same(right, a))
    };
    let statements = view.statements(&parts.body);
    let found = statements.iter().find_map(|&it| {
        let (target, value) = view.assignment(it)?;
        let (&[a, b], &[c, d]) = (view.group(target)?, view.group(value)?) else { return None };
        (view.same(b, c) && sum_of(d, a, b)).then_some((a, b))
    });
    let found = found.or_else(|| {
        statements.windows(3).find_map(|window| {
            let assigned: Vec<_> = window.iter().filter_map(|&it| view.assignment(it)).collect();
            let &[(t1, v1), (t2, v2), (t3, v3)] = assigned.as_slice() else { return None };
            // `next = a + b; a = b; b = next`
            (sum_of(v1, t2, t3) && view.same(v2, t3) && view.same(v3, t1)).then_some((t2, t3))
        })
    });
    let Some((a, b)) = found else { return false };
    out.add(IdiomKind::FibonacciStep, out.owner(view, id), view.unit.span(id), vec![(Role::Low, a), (Role::High, b)]);
    true
}

/// Requires three nested counting loops and a sum of products `a[i][k] * b[k][j]` with the innermost counter as the shared index.
pub(super) fn matrix_product(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Some(middle) = view.loop_around(id) else { return false };
    let Some(outer) = view.loop_around(middle) else { return false };
    let Some(count) = view.count(id) else { return false };
    for write in view.inside(&view.by.writes, id) {
        let Some((_, BinaryOperator::Add, value)) = view.compound(write) else { continue };
        let Kind::Binary(BinaryOperator::Multiply, left, right) = view.kind(value) else { continue };
        let cell = |it: NodeId| match view.kind(it) {
            Kind::Index { object, index: column, .. } => match view.kind(object) {
                Kind::Index { object, index: row, .. } => Some((object, row, column)),
                _ => None,
            },
            _ => None,
        };
        let (Some((a, _, a_column)), Some((b, b_row, _))) = (cell(left), cell(right)) else { continue };
        if view.same(a_column, count.variable) && view.same(b_row, count.variable) {
            out.add(
                IdiomKind::MatrixProduct,
                out.owner(view, outer),
                view.unit.span(outer),
                vec![(Role::Low, a), (Role::High, b)],
            );
            return true;
        }
    }
    false
}

/// Requires two nested loops and, inside, an index by the outer counter and then by the inner one.
pub(super) fn matrix_traversal(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    let Some(outer) = view.loop_around(id) else { return false };
    let (Some(row), Some(column)) = (view.count(outer), view.count(id)) else { return false };
    for index in view.inside(&view.by.indices, id) {
        if let Kind::Index { object, index: j, .. } = view.kind(index)
            && let Kind::Index { object: matrix, index: i, .. } = view.kind(object)
            && view.same(i, row.variable)
            && view.same(j, column.variable)
        {
            out.add(
                IdiomKind::MatrixTraversal,
                outer,
                view.unit.span(outer),
                vec![(Role::Sequence, matrix), (Role::Low, row.variable), (Role::High, column.variable)],
            );
            return true;
        }
    }
    false
}

/// Requires in a loop that an entry of a table is computed from an entry at a smaller position of the same table.
pub(super) fn dynamic_table(view: &View<'_>, id: NodeId, out: &mut Out) -> bool {
    for write in view.inside(&view.by.writes, id) {
        let Kind::Assign { target, value, .. } = view.kind(write) else { continue };
        if view.loop_around(write) != Some(id) {
            continue;
        }
        let Some((table, place, depth)) = base(view, target) else { continue };
        if view.symbol(table).is_none()
            || matches!(view.kind(place), Kind::Integer | Kind::Text(_) | Kind::Slice { .. })
        {
            continue;
        }
        let mut earlier = 0;
        for &index in view.within(&view.by.indices, value).iter().chain([&value]) {
            let Some((of, _, of_depth)) = base(view, index) else { continue };
            if of_depth != depth || !view.same(of, table) || view.same(index, target) {
                continue;
            }
            let smaller = view.within(&view.by.binaries, index).iter().any(|&it| {
                matches!(view.kind(it), Kind::Binary(BinaryOperator::Subtract, left, right)
                    if view.symbol(left).is_some_and(|it| view.mentions(target, it))
                        && matches!(view.kind(right), Kind::Integer | Kind::Name(_) | Kind::Index { .. }))
            });
            if smaller {
                earlier += 1;
            }
        }
        let choice = view
            .within(&view.by.calls, value)
            .iter()
            .chain([&value])
            .any(|&it| view.called_name(it).is_some_and(|name| matches!(view.word(name), Word::Max | Word::Min)));
        if earlier >= 2 || earlier == 1 && (choice || depth == 2) {
            let outer = view.loop_around(id).unwrap_or(id);
            out.add(
                IdiomKind::DynamicTable,
                out.owner(view, outer),
                view.unit.span(outer),
                vec![(Role::Store, table), (Role::Value, value)],
            );
            return true;
        }
    }
    false
}

/// The container of an index of one or two levels, with its last place and how many levels there are.
fn base(view: &View<'_>, id: NodeId) -> Option<(NodeId, NodeId, u32)> {
    let Kind::Index { object, index, .. } = view.kind(id) else { return None };
    match view.kind(object) {
        Kind::Index { object, .. } => Some((object, index, 2)),
        _ => Some((object, index, 1)),
    }
}

/// Requires `n & (n - 1)` compared with 0.
pub(super) fn power_of_two(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Some((left, right)) = view.equality(id) else { return };
    if !view.is_integer(right, 0) {
        return;
    }
    if let Kind::Binary(BinaryOperator::BitAnd, a, b) = view.kind(left) {
        for (number, less) in [(a, b), (b, a)] {
            if matches!(view.kind(less), Kind::Binary(BinaryOperator::Subtract, base, one)
                if view.same(base, number) && view.is_integer(one, 1))
            {
                out.add(IdiomKind::PowerOfTwo, id, view.unit.span(id), vec![(Role::Value, number)]);
                return;
            }
        }
    }
}

/// Requires `(x ± n) % m` where `m` is a length, a field or a constant's name; set back into the same place, it is a ring buffer's
/// step where the place also indexes something that is written in the same type.
pub(super) fn wrap_around(view: &View<'_>, id: NodeId, out: &mut Out) {
    let Kind::Binary(BinaryOperator::Modulo, sum, modulus) = view.kind(id) else { return };
    let Kind::Binary(BinaryOperator::Add | BinaryOperator::Subtract, position, _) = view.kind(sum) else { return };
    let Some(parent) = view.unit.parent(id) else { return };
    let stepped = view.assignment(parent).is_some_and(|(target, value)| value == id && view.same(target, position));
    let indexes = matches!(view.kind(parent), Kind::Index { index, .. } if index == id);
    let by_length = indexes && view.length_of(modulus).is_some();
    if !stepped && !by_length {
        return;
    }
    if stepped && matches!(view.kind(position), Kind::Member { .. }) {
        let home = view.unit.ancestors(id).find(|&it| matches!(view.kind(it), Kind::Type(_)));
        if let Some(home) = home {
            let written = view.within(&view.by.writes, home).iter().find_map(|&write| {
                let (target, _) = view.assignment(write)?;
                match view.kind(target) {
                    Kind::Index { object, index, .. } if view.same(index, position) => Some(object),
                    _ => None,
                }
            });
            if let Some(store) = written {
                out.add(
                    IdiomKind::RingBuffer,
                    home,
                    view.unit.span(home),
                    vec![(Role::Store, store), (Role::Field, position), (Role::Limit, modulus)],
                );
                return;
            }
        }
    }
    out.add(IdiomKind::WrapAround, id, view.unit.span(id), vec![(Role::Value, position), (Role::Limit, modulus)]);
}

/// Requires `x |= FLAG`, `x &= ~FLAG`, or a test of `x & FLAG`, where FLAG is a constant's name (in capitals) or `1 << n`.
pub(super) fn bit_flags(view: &View<'_>, id: NodeId, out: &mut Out) {
    let is_flag = |it: NodeId| {
        let name = view.last_text(it);
        name.len() > 1 && name.bytes().all(|b| b.is_ascii_uppercase() || b == b'_' || b.is_ascii_digit())
            || matches!(view.kind(it), Kind::Binary(BinaryOperator::ShiftLeft, one, _) if view.is_integer(one, 1))
    };
    let (value, flag) = match view.kind(id) {
        Kind::Assign { target, operator: Some(BinaryOperator::BitOr), value } if is_flag(value) => (target, value),
        Kind::Assign { target, operator: Some(BinaryOperator::BitAnd), value } => match view.kind(value) {
            Kind::Unary(code::UnaryOperator::BitNot, flag) if is_flag(flag) => (target, flag),
            _ => return,
        },
        Kind::Binary(BinaryOperator::BitAnd, left, right) if is_flag(right) && !is_flag(left) => (left, right),
        _ => return,
    };
    out.add(IdiomKind::BitFlags, id, view.unit.span(id), vec![(Role::Value, value), (Role::Name, flag)]);
}
