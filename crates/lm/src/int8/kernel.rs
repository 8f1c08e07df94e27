//! Sums of products of int8 rows and 16-bit vectors, in whatever the machine multiplies fastest.
//!
//! All of them compute the same integers. Weights are widened once for up to [`VECTORS`] vectors and multiplied in pairs
//! (`i32x4.dot_i16x8_s` in wasm, `pmaddwd` on x86), four rows at a time, so that a vector is read once for four rows.

/// How many vectors share one pass over the weights.
pub(super) const VECTORS: usize = 4;

/// How many rows share one pass over the vectors.
const ROWS: usize = 4;

/// Calls `write(vector, row, sum)` for each of at most [`VECTORS`] vectors and each row.
#[inline(always)]
pub(super) fn sums(weights: &[i8], vectors: &[i16], n_columns: usize, write: impl FnMut(usize, usize, i32)) {
    match vectors.len() / n_columns {
        1 => pass::<1>(weights, vectors, n_columns, write),
        2 => pass::<2>(weights, vectors, n_columns, write),
        3 => pass::<3>(weights, vectors, n_columns, write),
        _ => pass::<VECTORS>(weights, vectors, n_columns, write),
    }
}

/// Goes through the rows in fours, and the last ones singly.
#[inline(always)]
fn pass<const V: usize>(weights: &[i8], vectors: &[i16], n_columns: usize, mut write: impl FnMut(usize, usize, i32)) {
    let block = machine::block::<V>();
    let mut blocks = weights.chunks_exact(ROWS * n_columns);
    let mut row = 0;
    for weights in &mut blocks {
        let sums = block(weights, vectors, n_columns);
        for (vector, sums) in sums.iter().enumerate() {
            for (offset, &sum) in sums.iter().enumerate() {
                write(vector, row + offset, sum);
            }
        }
        row += ROWS;
    }
    for weights in blocks.remainder().chunks_exact(n_columns) {
        for (vector, integers) in vectors.chunks_exact(n_columns).enumerate() {
            write(vector, row, plain_dot(weights, integers));
        }
        row += 1;
    }
}

/// The sums of [`ROWS`] rows with V vectors.
type Sums<const V: usize> = [[i32; ROWS]; V];

/// A function from rows, vectors and the number of columns to their sums.
type Block<const V: usize> = fn(&[i8], &[i16], usize) -> Sums<V>;

/// The sum of products, as it is defined.
#[inline(always)]
fn plain_dot(weights: &[i8], integers: &[i16]) -> i32 {
    weights.iter().zip(integers).map(|(&weight, &integer)| i32::from(weight) * i32::from(integer)).sum()
}

/// Adds what a kernel of some width leaves at the end of the rows.
#[inline(always)]
fn add_rest<const V: usize>(sums: &mut Sums<V>, weights: &[i8], vectors: &[i16], n_columns: usize, done: usize) {
    if done == n_columns {
        return;
    }
    for (sums, integers) in sums.iter_mut().zip(vectors.chunks_exact(n_columns)) {
        for (sum, weights) in sums.iter_mut().zip(weights.chunks_exact(n_columns)) {
            *sum += plain_dot(&weights[done..], &integers[done..]);
        }
    }
}

#[cfg(all(target_arch = "wasm32", target_feature = "simd128"))]
mod machine {
    use std::arch::wasm32::*;

    use super::{Block, ROWS, Sums, add_rest};

    pub(super) fn block<const V: usize>() -> Block<V> {
        simd128
    }

    #[inline(always)]
    fn simd128<const V: usize>(weights: &[i8], vectors: &[i16], n_columns: usize) -> Sums<V> {
        assert!(weights.len() >= ROWS * n_columns && vectors.len() >= V * n_columns);
        let mut lanes = [[i32x4_splat(0); ROWS]; V];
        let done = n_columns / 8 * 8;
        for column in (0..done).step_by(8) {
            let mut wide = [i32x4_splat(0); ROWS];
            for (row, wide) in wide.iter_mut().enumerate() {
                // SAFETY: row < ROWS and column + 8 <= n_columns, so the eight bytes lie in `weights`.
                *wide = unsafe { i16x8_load_extend_i8x8(weights.as_ptr().add(row * n_columns + column)) };
            }
            for (vector, lanes) in lanes.iter_mut().enumerate() {
                // SAFETY: vector < V and column + 8 <= n_columns, so the eight numbers lie in `vectors`.
                let x = unsafe { v128_load(vectors.as_ptr().add(vector * n_columns + column).cast()) };
                for (lane, &wide) in lanes.iter_mut().zip(&wide) {
                    *lane = i32x4_add(*lane, i32x4_dot_i16x8(wide, x));
                }
            }
        }
        let mut sums = [[0; ROWS]; V];
        for (sums, lanes) in sums.iter_mut().zip(&lanes) {
            for (sum, &lane) in sums.iter_mut().zip(lanes) {
                *sum = i32x4_extract_lane::<0>(lane)
                    .wrapping_add(i32x4_extract_lane::<1>(lane))
                    .wrapping_add(i32x4_extract_lane::<2>(lane))
                    .wrapping_add(i32x4_extract_lane::<3>(lane));
            }
        }
        add_rest(&mut sums, weights, vectors, n_columns, done);
        sums
    }
}

#[cfg(target_arch = "x86_64")]
mod machine {
    use std::arch::x86_64::*;

    use super::{Block, ROWS, Sums, add_rest};

    pub(super) fn block<const V: usize>() -> Block<V> {
        if std::arch::is_x86_feature_detected!("avx2") {
            // SAFETY: the processor has AVX2.
            |weights, vectors, n_columns| unsafe { avx2(weights, vectors, n_columns) }
        } else {
            sse2
        }
    }

    #[target_feature(enable = "avx2")]
    fn avx2<const V: usize>(weights: &[i8], vectors: &[i16], n_columns: usize) -> Sums<V> {
        assert!(weights.len() >= ROWS * n_columns && vectors.len() >= V * n_columns);
        let mut lanes = [[_mm256_setzero_si256(); ROWS]; V];
        let done = n_columns / 16 * 16;
        for column in (0..done).step_by(16) {
            let mut wide = [_mm256_setzero_si256(); ROWS];
            for (row, wide) in wide.iter_mut().enumerate() {
                // SAFETY: row < ROWS and column + 16 <= n_columns, so the sixteen bytes lie in `weights`.
                let bytes = unsafe { _mm_loadu_si128(weights.as_ptr().add(row * n_columns + column).cast()) };
                *wide = _mm256_cvtepi8_epi16(bytes);
            }
            for (vector, lanes) in lanes.iter_mut().enumerate() {
                // SAFETY: vector < V and column + 16 <= n_columns, so the sixteen numbers lie in `vectors`.
                let x = unsafe { _mm256_loadu_si256(vectors.as_ptr().add(vector * n_columns + column).cast()) };
                for (lane, &wide) in lanes.iter_mut().zip(&wide) {
                    *lane = _mm256_add_epi32(*lane, _mm256_madd_epi16(wide, x));
                }
            }
        }
        let mut sums = [[0; ROWS]; V];
        for (sums, lanes) in sums.iter_mut().zip(&lanes) {
            for (sum, &lane) in sums.iter_mut().zip(lanes) {
                let half = _mm_add_epi32(_mm256_castsi256_si128(lane), _mm256_extracti128_si256::<1>(lane));
                *sum = across(half);
            }
        }
        add_rest(&mut sums, weights, vectors, n_columns, done);
        sums
    }

    fn sse2<const V: usize>(weights: &[i8], vectors: &[i16], n_columns: usize) -> Sums<V> {
        assert!(weights.len() >= ROWS * n_columns && vectors.len() >= V * n_columns);
        let done = n_columns / 8 * 8;
        let mut sums = [[0; ROWS]; V];
        // SAFETY: every x86-64 processor has SSE2.
        unsafe {
            let mut lanes = [[_mm_setzero_si128(); ROWS]; V];
            for column in (0..done).step_by(8) {
                let mut wide = [_mm_setzero_si128(); ROWS];
                for (row, wide) in wide.iter_mut().enumerate() {
                    // SAFETY: row < ROWS and column + 8 <= n_columns, so the eight bytes lie in `weights`.
                    let bytes = _mm_loadl_epi64(weights.as_ptr().add(row * n_columns + column).cast());
                    // A byte in the upper half of a word, shifted down with its sign.
                    *wide = _mm_srai_epi16::<8>(_mm_unpacklo_epi8(bytes, bytes));
                }
                for (vector, lanes) in lanes.iter_mut().enumerate() {
                    // SAFETY: vector < V and column + 8 <= n_columns, so the eight numbers lie in `vectors`.
                    let x = _mm_loadu_si128(vectors.as_ptr().add(vector * n_columns + column).cast());
                    for (lane, &wide) in lanes.iter_mut().zip(&wide) {
                        *lane = _mm_add_epi32(*lane, _mm_madd_epi16(wide, x));
                    }
                }
            }
            for (sums, lanes) in sums.iter_mut().zip(&lanes) {
                for (sum, &lane) in sums.iter_mut().zip(lanes) {
                    *sum = across(lane);
                }
            }
        }
        add_rest(&mut sums, weights, vectors, n_columns, done);
        sums
    }

    fn across(lanes: __m128i) -> i32 {
        // SAFETY: every x86-64 processor has SSE2.
        unsafe {
            let pairs = _mm_add_epi32(lanes, _mm_shuffle_epi32::<0b_00_00_11_10>(lanes));
            _mm_cvtsi128_si32(_mm_add_epi32(pairs, _mm_shuffle_epi32::<0b_00_00_00_01>(pairs)))
        }
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_narrow_kernel_agrees_with_the_wide_one() {
            if !std::arch::is_x86_feature_detected!("avx2") {
                return;
            }
            for n_columns in [5, 16, 24, 40, 51] {
                let weights: Vec<i8> = (0..ROWS * n_columns).map(|i| (i * 37 % 255) as i8).collect();
                let vectors: Vec<i16> =
                    (0..2 * n_columns).map(|i| i16::try_from(i * 12_345 % 32_768).unwrap_or(0)).collect();
                // SAFETY: the processor has AVX2.
                let wide = unsafe { avx2::<2>(&weights, &vectors, n_columns) };
                assert_eq!(sse2::<2>(&weights, &vectors, n_columns), wide, "{n_columns}");
            }
        }
    }
}

#[cfg(not(any(all(target_arch = "wasm32", target_feature = "simd128"), target_arch = "x86_64")))]
mod machine {
    use super::{Block, ROWS, Sums, add_rest};

    /// Plain Rust, which compilers turn into whatever vectors the machine has.
    pub(super) fn block<const V: usize>() -> Block<V> {
        |weights, vectors, n_columns| {
            let mut sums: Sums<V> = [[0; ROWS]; V];
            add_rest(&mut sums, weights, vectors, n_columns, 0);
            sums
        }
    }
}
