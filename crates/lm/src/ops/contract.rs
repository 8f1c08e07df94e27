//! Sums of products of two tensors over shared axes: what attention multiplies.
//!
//! tract writes every matrix product, with the transpositions around it, as one Einstein sum. Ours adds in an order that only the shapes
//! decide: eight lanes along contiguous rows where both operands have those, one after the other otherwise.

use std::ops::Range;

use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::einsum::EinSum;

use super::{filled, floats};
use crate::exact;

/// An axis of the sum, by its place in the operands and in the result; what the result lacks is summed over, and what the result alone
/// has is of length 1.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
struct Place {
    a: Option<usize>,
    b: Option<usize>,
    output: Option<usize>,
}

/// An Einstein sum of two tensors of floats.
#[derive(Clone, Debug, Hash, PartialEq, Eq)]
pub(crate) struct Contract {
    places: Vec<Place>,
    rank: usize,
}

impl Contract {
    /// Ours for tract's; none for a sum of another kind.
    pub(crate) fn new(op: &EinSum) -> Option<Self> {
        if op.axes.input_count() != 2 || op.q_params.is_some() || op.operating_dt != f32::datum_type() {
            return None;
        }
        let mut places = Vec::new();
        for axis in op.axes.iter_all_axes() {
            let one = |positions: &[usize]| (positions.len() <= 1).then(|| positions.first().copied());
            places.push(Place { a: one(&axis.inputs[0])?, b: one(&axis.inputs[1])?, output: one(&axis.outputs[0])? });
        }
        // In the order of the result, so that memory is written front to back.
        places.sort_by_key(|place| (place.output, place.a, place.b));
        Some(Self { places, rank: op.axes.rank(InOut::Out(0)) })
    }
}

impl Op for Contract {
    fn name(&self) -> StaticName {
        "Contract".into()
    }

    op_as_typed_op!();
}

impl TypedOp for Contract {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let mut shape: TVec<TDim> = tvec![1.to_dim(); self.rank];
        for place in &self.places {
            let Some(output) = place.output else { continue };
            let dims = [place.a.map(|it| &inputs[0].shape[it]), place.b.map(|it| &inputs[1].shape[it])];
            for dim in dims.into_iter().flatten() {
                shape[output] = shape[output].clone().broadcast(dim.clone())?;
            }
        }
        Ok(tvec!(f32::fact(&shape)))
    }

    as_op!();
}

impl EvalOp for Contract {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let (a, b) = args_2!(inputs);
        let (a_strides, b_strides) = (strides(a.shape()), strides(b.shape()));
        let mut shape: TVec<usize> = tvec![1; self.rank];
        let mut axes = Vec::with_capacity(self.places.len());
        for place in &self.places {
            let a_dim = place.a.map_or(1, |it| a.shape()[it]);
            let b_dim = place.b.map_or(1, |it| b.shape()[it]);
            let length = if a_dim == 1 { b_dim } else { a_dim };
            ensure!([1, length].contains(&b_dim), "shapes {:?} and {:?} do not fit", a.shape(), b.shape());
            if let Some(output) = place.output {
                shape[output] = length;
            }
            // An operand of length 1 stays where it is.
            let stride = |place: Option<usize>, dim: usize, strides: &[usize]| {
                place.filter(|_| dim > 1).map_or(0, |it| strides[it])
            };
            axes.push((length, stride(place.a, a_dim, &a_strides), stride(place.b, b_dim, &b_strides)));
        }
        let output_strides = strides(&shape);
        let mut sum = Sum::default();
        for (place, (length, a, b)) in self.places.iter().zip(axes) {
            let output = place.output.map_or(0, |it| output_strides[it]);
            let offsets = match (place.output, place.a, place.b) {
                (None, _, _) => &mut sum.inner,
                (_, Some(_), Some(_)) => &mut sum.outer,
                (_, Some(_), None) => &mut sum.rows,
                _ => &mut sum.columns,
            };
            offsets.multiply(length, At { a, b, output });
        }
        filled(&shape, |output| {
            sum.run(floats(&a)?, floats(&b)?, output);
            Ok(())
        })
    }
}

fn strides(shape: &[usize]) -> TVec<usize> {
    let mut strides: TVec<usize> = tvec![1; shape.len()];
    for axis in (1..shape.len()).rev() {
        strides[axis - 1] = strides[axis] * shape[axis];
    }
    strides
}

/// Where a combination of indices lies in the two operands and in the result.
#[derive(Clone, Copy, Debug, Default)]
struct At {
    a: usize,
    b: usize,
    output: usize,
}

impl At {
    fn plus(self, other: Self) -> Self {
        Self { a: self.a + other.a, b: self.b + other.b, output: self.output + other.output }
    }
}

/// All combinations of the indices of some axes.
#[derive(Debug)]
struct Offsets(Vec<At>);

impl Default for Offsets {
    fn default() -> Self {
        Self(vec![At::default()])
    }
}

impl Offsets {
    fn multiply(&mut self, length: usize, stride: At) {
        if length == 1 {
            return;
        }
        let step = |at: At, index: usize| At {
            a: at.a + index * stride.a,
            b: at.b + index * stride.b,
            output: at.output + index * stride.output,
        };
        self.0 = self.0.iter().flat_map(|&at| (0..length).map(move |index| step(at, index))).collect();
    }

    /// Whether these places follow each other without a gap.
    fn is_row(&self, of: fn(&At) -> usize) -> bool {
        self.0.iter().map(of).eq(0..self.0.len())
    }

    fn len(&self) -> usize {
        self.0.len()
    }
}

/// A sum of products, as loops.
#[derive(Debug, Default)]
struct Sum {
    /// Axes that both operands and the result have.
    outer: Offsets,
    /// Axes of the first operand that the result has.
    rows: Offsets,
    /// Axes of the second operand that the result has.
    columns: Offsets,
    /// Axes that are summed over.
    inner: Offsets,
}

/// How many results are kept in registers.
const WIDTH: usize = 16;

impl Sum {
    fn run(&self, a: &[f32], b: &[f32], output: &mut [f32]) {
        let n_inner = self.inner.len();
        // The row of the first operand, put together where it lies apart.
        let mut gathered = vec![0.0; n_inner];
        let has_row = self.inner.is_row(|at| at.a);
        let has_rows = self.inner.is_row(|at| at.b);
        let has_columns = self.columns.is_row(|at| at.b) && self.columns.is_row(|at| at.output);
        for outer in &self.outer.0 {
            for row in &self.rows.0 {
                let base = outer.plus(*row);
                let left = if has_row {
                    &a[base.a..base.a + n_inner]
                } else {
                    for (slot, at) in gathered.iter_mut().zip(&self.inner.0) {
                        *slot = a[base.a + at.a];
                    }
                    &gathered
                };
                if has_rows {
                    for column in &self.columns.0 {
                        let at = base.plus(*column);
                        output[at.output] = exact::dot(left, &b[at.b..at.b + n_inner]);
                    }
                } else if has_columns {
                    let output = &mut output[base.output..base.output + self.columns.len()];
                    self.add_rows(left, &b[base.b..], output);
                } else {
                    for column in &self.columns.0 {
                        let at = base.plus(*column);
                        let products = left.iter().zip(&self.inner.0).map(|(x, inner)| x * b[at.b + inner.b]);
                        output[at.output] = products.fold(0.0, |sum, product| sum + product);
                    }
                }
            }
        }
    }

    /// `output = Σ left[i] · b[row i]`, each sum in the order of i.
    fn add_rows(&self, left: &[f32], b: &[f32], output: &mut [f32]) {
        let whole = output.len() / WIDTH * WIDTH;
        for start in (0..whole).step_by(WIDTH) {
            let mut sums = [0.0f32; WIDTH];
            for (x, inner) in left.iter().zip(&self.inner.0) {
                let Some(row) = b[inner.b + start..].first_chunk::<WIDTH>() else { continue };
                for (sum, y) in sums.iter_mut().zip(row) {
                    *sum += x * y;
                }
            }
            output[start..start + WIDTH].copy_from_slice(&sums);
        }
        let rest: Range<usize> = whole..output.len();
        for (x, inner) in left.iter().zip(&self.inner.0) {
            for column in rest.clone() {
                output[column] += x * b[inner.b + column];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tensor(shape: &[usize], seed: u32) -> Tensor {
        let mut state = seed;
        let numbers: Vec<f32> = (0..shape.iter().product())
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / 8_388_608.0 - 1.0
            })
            .collect();
        Tensor::from_shape(shape, &numbers).expect("there are as many numbers")
    }

    /// Holds a sum against tract's own.
    fn check(a: (&str, &[usize]), b: (&str, &[usize]), output: &str) {
        let axes = AxesMapping::from_strs(&[a.0, b.0], &[output]).expect("the axes are well-formed");
        let theirs = EinSum::new(axes, f32::datum_type());
        let ours = Contract::new(&theirs).expect("it is a plain sum");
        let inputs: TVec<TValue> = tvec!(tensor(a.1, 1).into_tvalue(), tensor(b.1, 2).into_tvalue());
        let context = EvalContext::out_of_plan();
        let expected = theirs.eval(&context, inputs.clone()).expect("tract adds").remove(0);
        let got = ours.eval(&context, inputs).expect("we add").remove(0);
        got.close_enough(&expected, Approximation::Approximate)
            .unwrap_or_else(|error| panic!("{a:?} {b:?} {output}: {error}"));
    }

    #[test]
    fn sums_are_those_of_tract() {
        // A plain product, one with the second operand transposed, and one where neither has rows.
        check(("mk", &[3, 20]), ("kn", &[20, 37]), "mn");
        check(("mk", &[3, 20]), ("nk", &[37, 20]), "mn");
        check(("km", &[20, 3]), ("nk", &[5, 20]), "nm");
        check(("km", &[9, 3]), ("kn", &[9, 4]), "nm");
        // Scores of attention and what they mix, the cache shared by a batch or not.
        check(("bhqd", &[2, 3, 1, 16]), ("bhkd", &[2, 3, 11, 16]), "bhqk");
        check(("bhqd", &[2, 3, 1, 16]), ("bhkd", &[1, 3, 11, 16]), "bhqk");
        check(("bhqk", &[2, 3, 1, 11]), ("bhkd", &[1, 3, 11, 16]), "bhqd");
        check(("bqhd", &[1, 5, 3, 8]), ("bkhd", &[1, 7, 3, 8]), "bhqk");
        // An axis that the result alone has, and one operand without columns of its own.
        check(("abk", &[2, 3, 16]), ("bkn", &[3, 16, 20]), "amn");
        check(("mk", &[5, 16]), ("k", &[16]), "mn");
        check(("bhqk", &[1, 3, 5, 7]), ("bkhd", &[1, 7, 3, 8]), "bqhd");
    }

    #[test]
    fn other_sums_are_left_alone() {
        let axes = AxesMapping::from_strs(&["mm", "mn"], &["n"]).expect("the axes are well-formed");
        assert!(Contract::new(&EinSum::new(axes, f32::datum_type())).is_none());
    }
}
