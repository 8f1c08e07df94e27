//! Products with and look-ups in int8 matrices.
//!
//! A graph names its matrices; they travel from the rewriting pass to these operations as properties of tract's template model, since
//! tract's builders are plain functions of it. See [`publish`].

use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::*;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::{Onnx, model::ParsingContext, pb::NodeProto};

use super::{filled, floats};
use crate::int8::Matrix;

/// The operator `y = x · rowsᵀ`.
pub(crate) const LINEAR: &str = "GlossQ8Linear";

/// The operator `y = rows[index]`.
pub(crate) const GATHER: &str = "GlossQ8Gather";

/// The attribute of both that names the matrix.
pub(crate) const MATRIX: &str = "matrix";

/// Lets graphs be built that use the operators.
pub(crate) fn register(onnx: &mut Onnx) {
    onnx.op_register.insert(LINEAR, |context, node| Ok((expand(Linear(matrix(context, node)?)), vec![])));
    onnx.op_register.insert(GATHER, |context, node| Ok((expand(Gather(matrix(context, node)?)), vec![])));
}

/// Lets a graph name a matrix.
pub(crate) fn publish(template: &mut InferenceModel, name: &str, matrix: &Matrix) {
    let (weights, scales) = matrix.tensors();
    template.properties.insert(format!("{name}.weights"), weights);
    template.properties.insert(format!("{name}.scales"), scales);
}

/// The matrix that a node names.
fn matrix(context: &ParsingContext, node: &NodeProto) -> TractResult<Matrix> {
    let name: String = node.get_attr(MATRIX)?;
    let tensor = |what: &str| {
        let tensor = context.template.properties.get(&format!("{name}.{what}")).cloned();
        tensor.with_context(|| format!("no {what} of the matrix {name}"))
    };
    Matrix::new(tensor("weights")?, tensor("scales")?).map_err(|error| format_err!("{name}: {error}"))
}

/// `y[.., n] = x[.., k] · rows[n, k]ᵀ`.
#[derive(Clone, Debug)]
struct Linear(Matrix);

impl PartialEq for Linear {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&other.0)
    }
}

impl Eq for Linear {}

impl Op for Linear {
    fn name(&self) -> StaticName {
        LINEAR.into()
    }

    op_as_typed_op!();
}

impl EvalOp for Linear {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let x = args_1!(inputs);
        ensure!(x.shape().last() == Some(&self.0.n_columns()), "{LINEAR} of {:?}", x.shape());
        let mut shape: TVec<usize> = x.shape().into();
        if let Some(last) = shape.last_mut() {
            *last = self.0.n_rows();
        }
        filled(&shape, |y| {
            self.0.rows().multiply(floats(&x)?, y);
            Ok(())
        })
    }
}

impl TypedOp for Linear {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let mut shape = inputs[0].shape.to_tvec();
        let last = shape.last_mut().with_context(|| format!("{LINEAR} of a scalar"))?;
        *last = self.0.n_rows().to_dim();
        Ok(tvec!(f32::fact(&shape)))
    }

    as_op!();
}

impl Expansion for Linear {
    fn name(&self) -> StaticName {
        LINEAR.into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 1)?;
        check_output_arity(outputs, 1)?;
        solver.equals(&inputs[0].datum_type, f32::datum_type())?;
        solver.equals(&outputs[0].datum_type, f32::datum_type())?;
        solver.equals(&outputs[0].rank, &inputs[0].rank)?;
        solver.given(&inputs[0].shape, move |solver, mut shape| {
            let last = shape.last_mut().with_context(|| format!("{LINEAR} of a scalar"))?;
            *last = self.0.n_rows().to_dim();
            solver.equals(&outputs[0].shape, shape)
        })
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let shape = &model.outlet_fact(inputs[0])?.shape;
        let n_columns = self.0.n_columns();
        ensure!(
            shape.last() == Some(&n_columns.to_dim()),
            "rows of {n_columns} int8 weights meet numbers of the shape {shape:?}"
        );
        model.wire_node(prefix, self.clone(), inputs)
    }
}

/// `y[.., :] = rows[index[..], :]`.
#[derive(Clone, Debug)]
struct Gather(Matrix);

impl PartialEq for Gather {
    fn eq(&self, other: &Self) -> bool {
        self.0.is_same(&other.0)
    }
}

impl Eq for Gather {}

impl Op for Gather {
    fn name(&self) -> StaticName {
        GATHER.into()
    }

    op_as_typed_op!();
}

impl EvalOp for Gather {
    op_out_of_plan!();

    fn eval(&self, _: &EvalContext, inputs: TVec<TValue>) -> TractResult<TVec<TValue>> {
        let indices = args_1!(inputs).cast_to::<i64>()?.into_owned();
        let mut shape: TVec<usize> = indices.shape().into();
        shape.push(self.0.n_columns());
        let n_rows = self.0.n_rows();
        let rows = self.0.rows();
        filled(&shape, |y| {
            let indices = indices.try_as_plain_ram()?.as_slice::<i64>()?;
            for (&index, y) in indices.iter().zip(y.chunks_exact_mut(self.0.n_columns())) {
                // ONNX counts negative indices from the end.
                let from_end = || n_rows.checked_sub(usize::try_from(index.unsigned_abs()).ok()?);
                let index = if index < 0 { from_end() } else { usize::try_from(index).ok() };
                let index = index.filter(|&it| it < n_rows);
                rows.copy(index.with_context(|| format!("an index outside of {n_rows} rows"))?, y);
            }
            Ok(())
        })
    }
}

impl TypedOp for Gather {
    fn output_facts(&self, inputs: &[&TypedFact]) -> TractResult<TVec<TypedFact>> {
        let mut shape = inputs[0].shape.to_tvec();
        shape.push(self.0.n_columns().to_dim());
        Ok(tvec!(f32::fact(&shape)))
    }

    as_op!();
}

impl Expansion for Gather {
    fn name(&self) -> StaticName {
        GATHER.into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 1)?;
        check_output_arity(outputs, 1)?;
        solver.equals(&outputs[0].datum_type, f32::datum_type())?;
        solver.given(&inputs[0].shape, move |solver, mut shape| {
            shape.push(self.0.n_columns().to_dim());
            solver.equals(&outputs[0].shape, shape)
        })
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        model.wire_node(prefix, self.clone(), inputs)
    }
}
