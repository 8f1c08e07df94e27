//! Matrices of int8 rows with one scale each, and their product with float vectors.
//!
//! A vector is quantised when it comes, to as many steps as the sum over its columns leaves room for in 32 bits (up to ±32,767), because
//! the kernels multiply 16-bit numbers anyway: the rounding of activations is then far below that of the weights.
//! The sum is of integers, hence exact in any order, and what is done to it in floats is written down in [`Rows::scaled`], so native and
//! wasm give the same bits. No float copy of the weights is ever made.

#![expect(clippy::inline_always, reason = "the inner loops must be one loop each, whatever the optimisation is for")]

mod kernel;

use std::sync::Arc;

use tract_onnx::prelude::Tensor;

use crate::exact;

/// The largest magnitude of an int8 weight; −128 is not used, so that a row and its negative are equally exact.
const WEIGHT: f32 = 127.0;

/// A matrix whose rows are int8 and have a scale each.
#[derive(Clone, Debug)]
pub struct Matrix {
    n_rows: usize,
    n_columns: usize,
    /// `[rows, columns]` of i8.
    weights: Arc<Tensor>,
    /// `[rows]` of f32.
    scales: Arc<Tensor>,
}

impl Matrix {
    /// Puts weights `[rows, columns]` of i8 and scales `[rows]` of f32 together, or says what does not fit.
    pub fn new(weights: Arc<Tensor>, scales: Arc<Tensor>) -> Result<Self, String> {
        let &[n_rows, n_columns] = weights.shape() else {
            return Err(format!("int8 weights have the shape {:?} instead of rows and columns", weights.shape()));
        };
        if scales.shape().iter().product::<usize>() != n_rows {
            return Err(format!("{n_rows} rows of weights have scales of the shape {:?}", scales.shape()));
        }
        if n_columns == 0 || n_columns > MAX_COLUMNS {
            return Err(format!("rows of {n_columns} weights; there must be 1 to {MAX_COLUMNS}"));
        }
        let matrix = Self { n_rows, n_columns, weights, scales };
        let (weights, scales) = matrix.slices().ok_or("weights are not i8 or scales not f32")?;
        // A weight of −128 would let a sum leave 32 bits.
        if weights.contains(&i8::MIN) {
            return Err("a weight is -128; the range is -127 to 127".to_owned());
        }
        if let Some(scale) = scales.iter().find(|it| !it.is_finite()) {
            return Err(format!("a scale of weights is {scale}"));
        }
        Ok(matrix)
    }

    /// Quantises float rows: the largest weight of a row becomes ±127.
    pub fn quantise(n_rows: usize, n_columns: usize, row: impl Fn(usize, &mut [f32])) -> Result<Self, String> {
        let mut weights = vec![0i8; n_rows * n_columns];
        let mut scales = vec![0.0f32; n_rows];
        let mut floats = vec![0.0f32; n_columns];
        for (index, (weights, scale)) in weights.chunks_exact_mut(n_columns.max(1)).zip(&mut scales).enumerate() {
            row(index, &mut floats);
            *scale = quantise_weights(&floats, weights).ok_or("a weight is not a number")?;
        }
        let weights = Tensor::from_shape(&[n_rows, n_columns], &weights).map_err(|error| format!("{error:#}"))?;
        let scales = Tensor::from_shape(&[n_rows], &scales).map_err(|error| format!("{error:#}"))?;
        Self::new(Arc::new(weights), Arc::new(scales))
    }

    /// The number of rows, which is the length of a product.
    pub fn n_rows(&self) -> usize {
        self.n_rows
    }

    /// The number of columns, which is the length of the vectors that it multiplies.
    pub fn n_columns(&self) -> usize {
        self.n_columns
    }

    /// Whether two matrices are the same memory.
    pub fn is_same(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.weights, &other.weights) && Arc::ptr_eq(&self.scales, &other.scales)
    }

    /// Whether two matrices hold the same numbers.
    pub(crate) fn is_equal(&self, other: &Self) -> bool {
        self.is_same(other)
            || (self.n_rows, self.n_columns) == (other.n_rows, other.n_columns) && self.slices() == other.slices()
    }

    /// The weights and the scales, which are shared and not copied.
    pub(crate) fn tensors(&self) -> (Arc<Tensor>, Arc<Tensor>) {
        (Arc::clone(&self.weights), Arc::clone(&self.scales))
    }

    fn slices(&self) -> Option<(&[i8], &[f32])> {
        let weights = self.weights.as_plain_ram()?.as_slice::<i8>().ok()?;
        let scales = self.scales.as_plain_ram()?.as_slice::<f32>().ok()?;
        Some((weights, scales))
    }

    /// A view for computing.
    pub fn rows(&self) -> Rows<'_> {
        // The types were checked when the matrix was made, and nothing changes them.
        let (weights, scales) = self.slices().unwrap_or_default();
        Rows { n_columns: self.n_columns, weights, scales }
    }
}

/// Quantises one row of weights and says its scale; none where a weight is not a finite number.
fn quantise_weights(floats: &[f32], weights: &mut [i8]) -> Option<f32> {
    let largest = floats.iter().fold(0.0f32, |largest, x| largest.max(x.abs()));
    if !floats.iter().all(|it| it.is_finite()) {
        return None;
    }
    let scale = largest / WEIGHT;
    if scale < f32::MIN_POSITIVE {
        weights.fill(0);
        return Some(0.0);
    }
    for (weight, x) in weights.iter_mut().zip(floats) {
        *weight = exact::round((x / scale).clamp(-WEIGHT, WEIGHT)) as i8;
    }
    Some(scale)
}

/// More columns than this leave less than four bits for an activation.
const MAX_COLUMNS: usize = 1 << 20;

/// The largest magnitude to which a vector of that length is quantised, so that a sum of products stays within 32 bits.
fn reach(n_columns: usize) -> i16 {
    let most = u64::from(i32::MAX.unsigned_abs()) / (127 * n_columns.max(1) as u64);
    i16::try_from(most).unwrap_or(i16::MAX)
}

/// The rows of a matrix, borrowed for computing.
#[derive(Clone, Copy)]
pub struct Rows<'m> {
    n_columns: usize,
    weights: &'m [i8],
    scales: &'m [f32],
}

impl Rows<'_> {
    /// `outputs[v] = inputs[v] · rowsᵀ` for each vector v.
    pub fn multiply(&self, inputs: &[f32], outputs: &mut [f32]) {
        let (n_columns, n_rows) = (self.n_columns, self.scales.len());
        let n_vectors = inputs.len() / n_columns;
        let reach = reach(n_columns);
        let mut quantised = vec![0i16; n_vectors * n_columns];
        let scales: Vec<f32> = inputs
            .chunks_exact(n_columns)
            .zip(quantised.chunks_exact_mut(n_columns))
            .map(|(floats, integers)| quantise_vector(floats, integers, reach))
            .collect();
        // As many rows at a time as stay in the cache while all vectors pass.
        let rows_at_once = if n_vectors <= kernel::VECTORS { n_rows } else { (CACHE / n_columns).next_multiple_of(4) };
        let mut first_row = 0;
        while first_row < n_rows {
            let last_row = (first_row + rows_at_once).min(n_rows);
            let weights = &self.weights[first_row * n_columns..last_row * n_columns];
            for first in (0..n_vectors).step_by(kernel::VECTORS) {
                let last = (first + kernel::VECTORS).min(n_vectors);
                let vectors = &quantised[first * n_columns..last * n_columns];
                kernel::sums(weights, vectors, n_columns, |vector, row, sum| {
                    let (vector, row) = (first + vector, first_row + row);
                    outputs[vector * n_rows + row] = Self::scaled(sum, self.scales[row], scales[vector]);
                });
            }
            first_row = last_row;
        }
    }

    /// Row `index` as floats.
    pub fn copy(&self, index: usize, floats: &mut [f32]) {
        let scale = self.scales[index];
        for (float, &weight) in floats.iter_mut().zip(&self.weights[index * self.n_columns..]) {
            *float = f32::from(weight) * scale;
        }
    }

    /// The product that a sum of integers stands for: the sum rounded to a float, times the row's scale, times the vector's, in that order.
    #[inline(always)]
    fn scaled(sum: i32, row: f32, vector: f32) -> f32 {
        sum as f32 * row * vector
    }
}

/// Bytes of weights that stay in the cache of a small processor.
const CACHE: usize = 96 << 10;

/// Quantises a vector and says its scale, which is NaN where the vector has a number that is not finite.
///
/// x becomes round(x · (reach / max|x|)), ties to even; the scale is max|x| / reach.
fn quantise_vector(floats: &[f32], integers: &mut [i16], reach: i16) -> f32 {
    let reach = f32::from(reach);
    let mut largest = 0.0f32;
    let mut is_finite = true;
    for x in floats {
        largest = if x.abs() > largest { x.abs() } else { largest };
        is_finite &= x.is_finite();
    }
    let inverse = reach / largest;
    if !is_finite {
        integers.fill(0);
        return f32::NAN;
    }
    // Nothing but zeros, or numbers so small that their reciprocal is none.
    if !inverse.is_finite() {
        integers.fill(0);
        return 0.0;
    }
    for (integer, x) in integers.iter_mut().zip(floats) {
        *integer = exact::round_to_int(x * inverse) as i16;
    }
    largest / reach
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that look random and are the same everywhere.
    fn numbers(n: usize, mut seed: u32) -> Vec<f32> {
        let mut next = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / 8_388_608.0 - 1.0
        };
        (0..n).map(|_| next()).collect()
    }

    fn matrix(n_rows: usize, n_columns: usize) -> (Vec<f32>, Matrix) {
        let floats = numbers(n_rows * n_columns, 7);
        let matrix = Matrix::quantise(n_rows, n_columns, |row, out| {
            out.copy_from_slice(&floats[row * n_columns..(row + 1) * n_columns]);
        });
        (floats, matrix.expect("the weights are numbers"))
    }

    #[test]
    fn products_are_those_of_the_definition() {
        // Lengths on both sides of every width that a kernel works in.
        for n_columns in [1, 7, 8, 15, 16, 17, 31, 32, 33, 64, 100, 384, 1024] {
            for n_rows in [1, 3, 4, 5, 17] {
                let (_, matrix) = matrix(n_rows, n_columns);
                let rows = matrix.rows();
                for n_vectors in [1, 2, 3, 4, 5, 9] {
                    let inputs = numbers(n_vectors * n_columns, 11);
                    let mut outputs = vec![f32::NAN; n_vectors * n_rows];
                    rows.multiply(&inputs, &mut outputs);
                    for (vector, input) in inputs.chunks(n_columns).enumerate() {
                        let mut integers = vec![0; n_columns];
                        let scale = quantise_vector(input, &mut integers, reach(n_columns));
                        for row in 0..n_rows {
                            let weights = &rows.weights[row * n_columns..][..n_columns];
                            let sum: i64 =
                                weights.iter().zip(&integers).map(|(&w, &x)| i64::from(w) * i64::from(x)).sum();
                            let expected = sum as f32 * rows.scales[row] * scale;
                            let got = outputs[vector * n_rows + row];
                            assert_eq!(got.to_bits(), expected.to_bits(), "{n_rows}×{n_columns}, {vector}, {row}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn products_are_near_those_of_floats() {
        let (floats, matrix) = matrix(64, 384);
        let inputs = numbers(384, 3);
        let mut outputs = vec![0.0; 64];
        matrix.rows().multiply(&inputs, &mut outputs);
        for (row, got) in floats.chunks(384).zip(outputs) {
            let expected: f32 = row.iter().zip(&inputs).map(|(w, x)| w * x).sum();
            assert!((got - expected).abs() < 0.1, "{got} {expected}");
        }
    }

    #[test]
    fn many_vectors_give_what_each_gives_alone() {
        let (n_rows, n_columns, n_vectors) = (700, 160, 23);
        let (_, matrix) = matrix(n_rows, n_columns);
        let inputs = numbers(n_vectors * n_columns, 5);
        let mut together = vec![0.0; n_vectors * n_rows];
        matrix.rows().multiply(&inputs, &mut together);
        for (input, expected) in inputs.chunks(n_columns).zip(together.chunks(n_rows)) {
            let mut alone = vec![0.0; n_rows];
            matrix.rows().multiply(input, &mut alone);
            assert_eq!(alone, expected);
        }
    }

    #[test]
    fn the_largest_sums_stay_within_32_bits() {
        for n_columns in [1, 515, 516, 517, 1024, 4096, 100_000, MAX_COLUMNS] {
            let most = u64::from(reach(n_columns).unsigned_abs()) * 127 * n_columns as u64;
            assert!(most <= u64::from(i32::MAX.unsigned_abs()), "{n_columns}");
            assert!(reach(n_columns) >= 16, "{n_columns}");
        }
        let matrix = Matrix::quantise(4, 4096, |_, row| row.fill(1.0)).expect("ones are numbers");
        let mut outputs = [0.0; 4];
        matrix.rows().multiply(&[3.0; 4096], &mut outputs);
        assert!(outputs.iter().all(|it| (it - 3.0 * 4096.0).abs() < 0.01), "{outputs:?}");
    }

    #[test]
    fn odd_numbers_are_said_or_carried() {
        let (_, matrix) = matrix(4, 8);
        let mut outputs = [1.0; 4];
        matrix.rows().multiply(&[0.0; 8], &mut outputs);
        assert_eq!(outputs, [0.0; 4]);
        matrix.rows().multiply(&[1e-44; 8], &mut outputs);
        assert_eq!(outputs, [0.0; 4]);
        matrix.rows().multiply(&[f32::INFINITY; 8], &mut outputs);
        assert!(outputs.iter().all(|it| it.is_nan()));
        assert!(Matrix::quantise(1, 2, |_, row| row.fill(f32::NAN)).is_err());
        let (weights, scales) = (Tensor::from_shape(&[1, 2], &[1i8, -128]), Tensor::from_shape(&[1], &[1f32]));
        let error = Matrix::new(Arc::new(weights.unwrap()), Arc::new(scales.unwrap())).unwrap_err();
        assert!(error.contains("-128"), "{error}");
    }

    #[test]
    fn a_row_comes_back() {
        let matrix = Matrix::quantise(2, 3, |row, out| {
            out.copy_from_slice(if row == 0 { &[0.0; 3] } else { &[127.0, -3.0, 1.0] });
        });
        let mut row = [1.0; 3];
        let matrix = matrix.expect("the weights are numbers");
        matrix.rows().copy(0, &mut row);
        assert_eq!(row, [0.0; 3]);
        matrix.rows().copy(1, &mut row);
        assert_eq!(row, [127.0, -3.0, 1.0]);
    }
}
