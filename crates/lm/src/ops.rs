//! The operations that tract runs for us.
//!
//! [`quantised`] multiplies and looks up int8 rows. The others take the place of tract's own where those differ between machines:
//! tract picks kernels by processor, and they round differently. [`replace`] puts ours in once tract has simplified a graph, so that
//! whatever an export looks like, few kinds of nodes are left to replace.

pub(crate) mod contract;
pub(crate) mod pointwise;
pub(crate) mod quantised;
pub(crate) mod reduce;

use tract_onnx::prelude::*;
use tract_onnx::tract_core::ops::einsum::EinSum;
use tract_onnx::tract_core::ops::element_wise::ElementWiseOp;
use tract_onnx::tract_core::ops::nn::{Reduce, Reducer, RmsNorm, Softmax};

/// Replaces what would differ between machines.
pub(crate) fn replace(model: &mut TypedModel) -> TractResult<()> {
    for id in 0..model.nodes.len() {
        let ours = {
            let node = model.node(id);
            let facts = model.node_input_facts(id)?;
            if !facts.iter().all(|fact| fact.datum_type == f32::datum_type()) {
                continue;
            }
            ours(node, &facts)
        };
        if let Some(op) = ours {
            model.node_mut(id).op = op;
        }
    }
    Ok(())
}

/// Our operation for a node of floats, where tract's would differ between machines.
fn ours(node: &TypedNode, inputs: &[&TypedFact]) -> Option<Box<dyn TypedOp>> {
    let last = inputs.first()?.rank().checked_sub(1);
    let is_last = |axes: &[usize]| axes.len() == 1 && Some(axes[0]) == last;
    if let Some(op) = node.op_as::<EinSum>() {
        return Some(Box::new(contract::Contract::new(op)?));
    }
    if let Some(op) = node.op_as::<Softmax>() {
        return (is_last(&op.axes) && op.quant_output_dt.is_none())
            .then(|| reduce::softmax(&op.kind))
            .flatten()
            .map(|op| Box::new(op) as _);
    }
    if let Some(op) = node.op_as::<RmsNorm>() {
        let epsilon = op.eps.cast_to_scalar::<f32>().ok()?;
        return is_last(&[op.axis]).then(|| Box::new(reduce::Rows::RmsNorm(epsilon.to_bits())) as _);
    }
    if let Some(op) = node.op_as::<Reduce>() {
        return match *op.axes {
            _ if is_last(&op.axes) => reduce::reducer(&op.reducer).map(|op| Box::new(op) as _),
            [axis] if op.reducer == Reducer::Sum => Some(Box::new(reduce::SumAlong(axis))),
            _ => None,
        };
    }
    if let Some(ElementWiseOp(op, _)) = node.op_as::<ElementWiseOp>() {
        return pointwise::function(op.as_ref()).map(|op| Box::new(op) as _);
    }
    None
}

/// The floats of a tensor.
pub(crate) fn floats(tensor: &Tensor) -> TractResult<&[f32]> {
    tensor.try_as_plain_ram()?.as_slice::<f32>()
}

/// A new tensor of that shape whose floats are written by `fill`, which sees zeros.
pub(crate) fn filled(shape: &[usize], fill: impl FnOnce(&mut [f32]) -> TractResult<()>) -> TractResult<TVec<TValue>> {
    let mut tensor = Tensor::zero::<f32>(shape)?;
    fill(tensor.try_as_plain_ram_mut()?.as_slice_mut::<f32>()?)?;
    Ok(tvec!(tensor.into_tvalue()))
}
