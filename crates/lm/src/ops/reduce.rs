//! Operations on rows, which lie along the last axis, and sums along the others.

use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::nn::{Reducer, SoftmaxKind};

use super::{filled, floats};
use crate::exact;

/// What becomes of a row.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub(crate) enum Rows {
    Softmax,
    /// Divided by the root of the mean of its squares and an epsilon, whose bits these are.
    RmsNorm(u32),
    /// The mean taken off, then as above.
    LayerNorm(u32),
    Sum,
    MeanOfSquares,
}

/// Ours for tract's softmax.
pub(crate) fn softmax(kind: &SoftmaxKind) -> Option<Rows> {
    matches!(kind, SoftmaxKind::Softmax).then_some(Rows::Softmax)
}

/// Ours for a reduction of tract's whose result depends on the order.
pub(crate) fn reducer(reducer: &Reducer) -> Option<Rows> {
    match reducer {
        Reducer::Sum => Some(Rows::Sum),
        Reducer::MeanOfSquares => Some(Rows::MeanOfSquares),
        _ => None,
    }
}

impl Rows {
    /// Whether a row becomes one number.
    fn reduces(self) -> bool {
        matches!(self, Self::Sum | Self::MeanOfSquares)
    }
}

impl Op for Rows {
    fn name(&self) -> StaticName {
        format!("{self:?}").into()
    }

    op_as_typed_op!();
}

impl EvalOp for Rows {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let input = args_1!(inputs);
        let length = input.shape().last().copied().unwrap_or(1);
        if self.reduces() {
            let mut shape: TVec<usize> = input.shape().into();
            if let Some(last) = shape.last_mut() {
                *last = 1;
            }
            if length == 0 {
                return filled(&shape, |_| Ok(()));
            }
            return filled(&shape, |outputs| {
                for (row, output) in floats(&input)?.chunks_exact(length).zip(outputs) {
                    *output = match self {
                        Self::MeanOfSquares => exact::sum_of_squares(row) / length as f32,
                        _ => exact::sum(row),
                    };
                }
                Ok(())
            });
        }
        let mut tensor = input.into_tensor();
        if length > 0 {
            for row in tensor.try_as_plain_ram_mut()?.as_slice_mut::<f32>()?.chunks_exact_mut(length) {
                match self {
                    Self::RmsNorm(epsilon) | Self::LayerNorm(epsilon) => {
                        if matches!(self, Self::LayerNorm(_)) {
                            let mean = exact::sum(row) / length as f32;
                            for x in row.iter_mut() {
                                *x -= mean;
                            }
                        }
                        let mean = exact::sum_of_squares(row) / length as f32;
                        let share = 1.0 / (mean + f32::from_bits(*epsilon)).sqrt();
                        for x in row.iter_mut() {
                            *x *= share;
                        }
                    }
                    _ => exact::softmax(row),
                }
            }
        }
        Ok(tvec!(tensor.into_tvalue()))
    }
}

impl TypedOp for Rows {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let mut shape = inputs[0].shape.to_tvec();
        if self.reduces()
            && let Some(last) = shape.last_mut()
        {
            *last = 1.to_dim();
        }
        Ok(tvec!(f32::fact(&shape)))
    }

    as_op!();
}

/// The sum along an axis that is not the last, each in the order of that axis.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub(crate) struct SumAlong(pub(crate) usize);

impl Op for SumAlong {
    fn name(&self) -> StaticName {
        "SumAlong".into()
    }

    op_as_typed_op!();
}

impl EvalOp for SumAlong {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let input = args_1!(inputs);
        let mut shape: TVec<usize> = input.shape().into();
        let n_columns: usize = shape[self.0 + 1..].iter().product();
        let n_rows = std::mem::replace(&mut shape[self.0], 1);
        filled(&shape, |sums| {
            if n_rows * n_columns == 0 {
                return Ok(());
            }
            for (block, sums) in floats(&input)?.chunks_exact(n_rows * n_columns).zip(sums.chunks_exact_mut(n_columns))
            {
                for row in block.chunks_exact(n_columns) {
                    for (sum, x) in sums.iter_mut().zip(row) {
                        *sum += x;
                    }
                }
            }
            Ok(())
        })
    }
}

impl TypedOp for SumAlong {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let mut shape = inputs[0].shape.to_tvec();
        shape[self.0] = 1.to_dim();
        Ok(tvec!(f32::fact(&shape)))
    }

    as_op!();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_along_an_axis_are_those_of_tract() {
        let numbers: Vec<f32> = (0..2 * 3 * 5).map(|it| it as f32 * 0.25).collect();
        let input = Tensor::from_shape(&[2, 3, 5], &numbers).expect("there are as many numbers").into_tvalue();
        let context = EvalContext::out_of_plan();
        for axis in [0, 1] {
            let theirs = tract_onnx::tract_core::ops::nn::Reduce { axes: tvec!(axis), reducer: Reducer::Sum };
            let expected = theirs.eval(&context, tvec!(input.clone())).expect("tract adds").remove(0);
            let got = SumAlong(axis).eval(&context, tvec!(input.clone())).expect("we add").remove(0);
            assert_eq!(got, expected);
        }
    }
}
