//! Functions of one number.

use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_core::ops::element_wise::ElementWiseMiniOp;
use tract_onnx::tract_core::ops::math::{Cos, Erf, Exp, Sin, Tanh};
use tract_onnx::tract_core::ops::nn::Sigmoid;
use tract_onnx::tract_core::ops::nn::gelu_approximate::GeluApproximate;
use tract_onnx::tract_core::ops::nn::gelu_exact::GeluExact;
use tract_onnx::tract_core::ops::nn::silu::Silu;

use crate::exact;

/// A function that is applied to each number.
#[derive(Clone, Copy, Debug, Hash, PartialEq, Eq)]
pub(crate) enum Function {
    Exp,
    Sigmoid,
    Silu,
    Tanh,
    Erf,
    /// With the error function.
    Gelu,
    /// With the hyperbolic tangent.
    GeluTanh,
    Sin,
    Cos,
}

/// Ours for tract's, where we have one.
pub(crate) fn function(op: &dyn ElementWiseMiniOp) -> Option<Function> {
    Some(if op.is::<Exp>() {
        Function::Exp
    } else if op.is::<Sigmoid>() {
        Function::Sigmoid
    } else if op.is::<Silu>() {
        Function::Silu
    } else if op.is::<Tanh>() {
        Function::Tanh
    } else if op.is::<Erf>() {
        Function::Erf
    } else if op.is::<GeluExact>() {
        Function::Gelu
    } else if op.is::<GeluApproximate>() {
        Function::GeluTanh
    } else if op.is::<Sin>() {
        Function::Sin
    } else if op.is::<Cos>() {
        Function::Cos
    } else {
        return None;
    })
}

impl Function {
    fn apply(self, numbers: &mut [f32]) {
        /// One loop a function, so that each is compiled to vectors.
        #[expect(clippy::inline_always, reason = "a loop that calls a function pointer is not compiled to vectors")]
        #[inline(always)]
        fn each(numbers: &mut [f32], function: impl Fn(f32) -> f32) {
            for x in numbers {
                *x = function(*x);
            }
        }
        match self {
            Self::Exp => each(numbers, exact::exp),
            Self::Sigmoid => each(numbers, exact::sigmoid),
            Self::Silu => each(numbers, |x| x * exact::sigmoid(x)),
            Self::Tanh => each(numbers, exact::tanh),
            Self::Erf => each(numbers, exact::erf),
            Self::Gelu => each(numbers, |x| 0.5 * x * (1.0 + exact::erf(x * std::f32::consts::FRAC_1_SQRT_2))),
            Self::GeluTanh => {
                each(numbers, |x| 0.5 * x * (1.0 + exact::tanh(0.797_884_6 * (x + 0.044_715 * x * x * x))));
            }
            Self::Sin => each(numbers, |x| exact::sin_cos(x).0),
            Self::Cos => each(numbers, |x| exact::sin_cos(x).1),
        }
    }
}

impl Op for Function {
    fn name(&self) -> StaticName {
        format!("{self:?}").into()
    }

    op_as_typed_op!();
}

impl EvalOp for Function {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let mut numbers = args_1!(inputs).into_tensor();
        self.apply(numbers.try_as_plain_ram_mut()?.as_slice_mut::<f32>()?);
        Ok(tvec!(numbers.into_tvalue()))
    }
}

impl TypedOp for Function {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        Ok(tvec!(f32::fact(&*inputs[0].shape)))
    }

    as_op!();
}
