//! Operations on rows: what lies along the last axis.

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
                    Self::RmsNorm(epsilon) => {
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
