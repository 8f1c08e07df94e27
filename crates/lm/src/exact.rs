//! Arithmetic that gives the same bits on every machine.
//!
//! What decides a token must not depend on where the model runs, so nothing here fuses a multiplication with an addition, sums stand
//! in a fixed order, and functions are polynomials instead of calls into a platform's library. The order of a sum is that of eight
//! lanes, because that is what both 128- and 256-bit registers add without a detour.

#![expect(clippy::inline_always, reason = "a call for each number would cost more than the number")]

/// How many partial sums a dot product keeps.
const LANES: usize = 8;

/// Adding and taking away 1.5 · 2²³ rounds a float of less than 2²² to the nearest integer, ties to even.
const ROUND: f32 = 12_582_912.0;

/// The nearest integer, ties to even; right for |x| < 2²².
#[inline(always)]
pub fn round(x: f32) -> f32 {
    (x + ROUND) - ROUND
}

/// The nearest integer, ties to even, as an integer; right for |x| < 2²².
#[inline(always)]
pub fn round_to_int(x: f32) -> i32 {
    (x + ROUND).to_bits().cast_signed().wrapping_sub(ROUND.to_bits().cast_signed())
}

/// eˣ to about two units in the last place; 0 below −87, where masks lie.
///
/// The polynomial is that of Cephes' `expf`.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    const LOW: f32 = -87.0;
    const HIGH: f32 = 88.0;
    // Comparing so leaves NaN as it is.
    let near = if x < LOW { LOW } else { x };
    let near = if near > HIGH { HIGH } else { near };
    let whole = round(near * std::f32::consts::LOG2_E);
    // ln 2 in two parts, so that whole·ln 2 is taken off without loss.
    let r = near - whole * 0.693_359_4 + whole * 2.121_944_4e-4;
    let p = 1.987_569_1e-4;
    let p = p * r + 1.398_199_9e-3;
    let p = p * r + 8.333_452e-3;
    let p = p * r + 4.166_579_6e-2;
    let p = p * r + 1.666_666_5e-1;
    let p = p * r + 0.5;
    let p = p * r * r + r + 1.0;
    let scale = f32::from_bits(round_to_int(whole).wrapping_add(127).cast_unsigned() << 23);
    if x < LOW { 0.0 } else { p * scale }
}

/// 1 / (1 + e⁻ˣ).
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// The hyperbolic tangent; near zero by Cephes' polynomial, where the quotient would cancel.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let z = x * x;
    let p = -5.704_988_7e-3;
    let p = p * z + 2.063_909e-2;
    let p = p * z - 5.373_971_6e-2;
    let p = p * z + 1.333_144_2e-1;
    let p = p * z - 3.333_328e-1;
    let near = p * z * x + x;
    let e = exp(-2.0 * x.abs());
    let far = ((1.0 - e) / (1.0 + e)).copysign(x);
    if x.abs() < 0.625 { near } else { far }
}

/// The error function to 1.5 · 10⁻⁷ (Abramowitz and Stegun, 7.1.26).
#[inline(always)]
pub fn erf(x: f32) -> f32 {
    let t = 1.0 / (1.0 + 0.327_591_1 * x.abs());
    let p = 1.061_405_4;
    let p = p * t - 1.453_152_1;
    let p = p * t + 1.421_413_8;
    let p = p * t - 2.844_967_3e-1;
    let p = p * t + 2.548_296e-1;
    (1.0 - p * t * exp(-(x * x))).copysign(x)
}

/// The natural logarithm, within a rounding of its double-precision model; −∞ of 0, NaN of what is negative.
///
/// ln(m · 2ᵉ) = e · ln 2 + 2 · artanh((m − 1) / (m + 1)), with m near 1 and the series of artanh.
pub fn ln(x: f32) -> f32 {
    if !(x > 0.0 && x < f32::INFINITY) {
        return if x == 0.0 {
            f32::NEG_INFINITY
        } else if x > 0.0 {
            x
        } else {
            f32::NAN
        };
    }
    // As a double, no float is too small to have an exponent of its own.
    let bits = f64::from(x).to_bits();
    let exponent = (bits >> 52).cast_signed() - 1023;
    let mantissa = f64::from_bits(bits & ((1 << 52) - 1) | 1023 << 52);
    let (exponent, m) =
        if mantissa > std::f64::consts::SQRT_2 { (exponent + 1, mantissa / 2.0) } else { (exponent, mantissa) };
    let s = (m - 1.0) / (m + 1.0);
    let z = s * s;
    let series = (0..10).rev().fold(0.0, |sum, n| sum * z + 1.0 / f64::from(2 * n + 1));
    (exponent as f64 * std::f64::consts::LN_2 + 2.0 * s * series) as f32
}

/// The sine and cosine of an angle in radians, right for the angles of rotary positions (below about 10⁶).
pub fn sin_cos(x: f32) -> (f32, f32) {
    let x = f64::from(x);
    let quarter = (x * std::f64::consts::FRAC_2_PI).round_ties_even();
    // π/2 in two parts.
    let r = x - quarter * 1.570_796_326_734_125_6 - quarter * 6.077_100_506_506_192e-11;
    let z = r * r;
    let series = |coefficients: &[f64]| coefficients.iter().rev().fold(0.0, |sum, c| sum * z + c);
    let sin = r * series(&[1.0, -1.0 / 6.0, 1.0 / 120.0, -1.0 / 5040.0, 1.0 / 362_880.0, -1.0 / 39_916_800.0]);
    let cos = series(&[1.0, -0.5, 1.0 / 24.0, -1.0 / 720.0, 1.0 / 40_320.0, -1.0 / 3_628_800.0, 1.0 / 479_001_600.0]);
    let (sin, cos) = match (quarter as i64).rem_euclid(4) {
        0 => (sin, cos),
        1 => (cos, -sin),
        2 => (-sin, -cos),
        _ => (-cos, sin),
    };
    (sin as f32, cos as f32)
}

/// The sum of what [`LANES`] lanes hold.
#[inline(always)]
fn across(lanes: [f32; LANES]) -> f32 {
    ((lanes[0] + lanes[4]) + (lanes[2] + lanes[6])) + ((lanes[1] + lanes[5]) + (lanes[3] + lanes[7]))
}

/// The sum of products of two rows of one length.
#[inline(always)]
pub fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (a, a_rest) = a.as_chunks::<LANES>();
    let (b, b_rest) = b.as_chunks::<LANES>();
    for (a, b) in a.iter().zip(b) {
        for lane in 0..LANES {
            lanes[lane] += a[lane] * b[lane];
        }
    }
    a_rest.iter().zip(b_rest).fold(across(lanes), |sum, (a, b)| sum + a * b)
}

/// The sum of a row.
#[inline(always)]
pub fn sum(row: &[f32]) -> f32 {
    let mut lanes = [0.0f32; LANES];
    let (row, rest) = row.as_chunks::<LANES>();
    for chunk in row {
        for lane in 0..LANES {
            lanes[lane] += chunk[lane];
        }
    }
    rest.iter().fold(across(lanes), |sum, x| sum + x)
}

/// The sum of a row's squares.
#[inline(always)]
pub fn sum_of_squares(row: &[f32]) -> f32 {
    dot(row, row)
}

/// The greatest of a row; NaN where one is in it.
#[inline(always)]
pub fn max(row: &[f32]) -> f32 {
    let mut greatest = f32::NEG_INFINITY;
    let mut is_number = true;
    for &x in row {
        greatest = if x > greatest { x } else { greatest };
        is_number &= !x.is_nan();
    }
    if is_number { greatest } else { f32::NAN }
}

/// Makes a row of scores a distribution.
#[inline(always)]
pub fn softmax(row: &mut [f32]) {
    let greatest = max(row);
    for x in row.iter_mut() {
        *x = exp(*x - greatest);
    }
    let share = 1.0 / sum(row);
    for x in row {
        *x *= share;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Holds a function against its double-precision model over a range.
    fn check(name: &str, ours: fn(f32) -> f32, model: fn(f64) -> f64, range: (f32, f32), tolerance: f64) {
        for step in 0..=100_000 {
            let x = range.0 + (range.1 - range.0) * (step as f32 / 100_000.0);
            let (got, expected) = (f64::from(ours(x)), model(f64::from(x)));
            let error = (got - expected).abs() / expected.abs().max(1e-30);
            assert!(error < tolerance, "{name}({x}) = {got}, not {expected}");
        }
    }

    #[test]
    fn functions_are_near_their_models() {
        check("exp", exp, f64::exp, (-86.9, 87.9), 3e-7);
        check("sigmoid", sigmoid, |x| 1.0 / (1.0 + (-x).exp()), (-40.0, 40.0), 5e-7);
        check("tanh", tanh, f64::tanh, (0.001, 20.0), 5e-7);
        check("ln", ln, f64::ln, (1e-6, 0.9), 1e-7);
        check("ln", ln, f64::ln, (1.1, 1e9), 1e-7);
        check("sin", |x| sin_cos(x).0 + 2.0, |x| x.sin() + 2.0, (-3000.0, 3000.0), 2e-7);
        check("cos", |x| sin_cos(x).1 + 2.0, |x| x.cos() + 2.0, (-3000.0, 3000.0), 2e-7);
        assert_eq!([exp(-1e9), exp(f32::NEG_INFINITY), exp(0.0), tanh(0.0)], [0.0, 0.0, 1.0, 0.0]);
        assert!(exp(f32::NAN).is_nan());
        assert_eq!([ln(1.0), ln(0.0), ln(f32::INFINITY)], [0.0, f32::NEG_INFINITY, f32::INFINITY]);
        assert!(ln(-1.0).is_nan() && ln(f32::NAN).is_nan());
        // The smallest float of all.
        assert_eq!(ln(f32::from_bits(1)), -103.278_93);
        // Values of a table.
        for (x, expected) in [(0.0, 0.0), (0.5, 0.520_499_9), (1.0, 0.842_700_8), (-2.0, -0.995_322_3)] {
            assert!((erf(x) - expected).abs() < 3e-7, "erf({x}) = {}", erf(x));
        }
    }

    #[test]
    fn ties_round_to_even() {
        let halves = [-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 32_766.5];
        assert_eq!(halves.map(round), [-2.0, -2.0, 0.0, 0.0, 2.0, 2.0, 32_766.0]);
        assert_eq!(halves.map(round_to_int), [-2, -2, 0, 0, 2, 2, 32_766]);
    }

    #[test]
    fn sums_have_the_order_of_eight_lanes() {
        let row: Vec<f32> = (0..21).map(|i| 1.0 / (i as f32 + 1.0)).collect();
        let lane = |i: usize| row[i] + row[i + 8];
        let lanes = ((lane(0) + lane(4)) + (lane(2) + lane(6))) + ((lane(1) + lane(5)) + (lane(3) + lane(7)));
        let expected = row[16..].iter().fold(lanes, |sum, x| sum + x);
        assert_eq!(sum(&row).to_bits(), expected.to_bits());
        assert_eq!(dot(&row, &[1.0; 21]).to_bits(), expected.to_bits());
    }

    #[test]
    fn a_masked_score_has_no_share() {
        let mut row = [1.0, -1e9, 1.0];
        softmax(&mut row);
        assert_eq!(row, [0.5, 0.0, 0.5]);
    }
}
