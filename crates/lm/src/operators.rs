//! The ONNX operators that language models are made of, as tract builds them.
//!
//! tract's own list has four times as many, and all of them would be in the module that readers download. What is not here is named when
//! a model is loaded.

use std::sync::Arc;

use tract_onnx::model::{OnnxOpRegister, ParsingContext};
use tract_onnx::pb::NodeProto;
use tract_onnx::prelude::*;
use tract_onnx::tract_hir::internal::*;
use tract_onnx::tract_hir::ops::binary::BinIntoHir;
use tract_onnx::tract_hir::ops::element_wise::ElementWiseIntoHir;
use tract_onnx::tract_hir::ops::nn::Reducer;
use tract_onnx::tract_hir::ops::{array, identity, konst, logic, math, matmul, nn};
use tract_onnx::tract_hir::tract_core;

use crate::ops::reduce::Rows;

/// What a builder gives: the operator, and the names that it reads from around it, of which ours read none.
type Built = TractResult<(Box<dyn InferenceOp>, Vec<String>)>;

/// Lets graphs be built that use the operators.
pub(crate) fn register(operators: &mut OnnxOpRegister) {
    register_shapes(operators);
    register_numbers(operators);
}

/// Operators that move numbers and compute with lengths.
fn register_shapes(operators: &mut OnnxOpRegister) {
    operators.insert("Cast", |_, node| {
        let to = node.get_attr::<DatumType>("to")?;
        // What is cast to an integer is most often a length, which may be a symbol.
        let to = if to == i64::datum_type() { TDim::datum_type() } else { to };
        Ok((Box::new(tract_core::ops::cast::cast(to)), vec![]))
    });
    operators.insert("Concat", |_, node| built(array::Concat::new(node.get_attr("axis")?)));
    operators.insert("Constant", constant);
    operators.insert("ConstantOfShape", |context, node| {
        let value = match node.get_attr_opt("value")? {
            Some(value) => context.load_tensor(value)?.nth(0)?,
            None => tensor0(0f32),
        };
        built(array::ConstantOfShape::new(value.into_arc_tensor()))
    });
    operators.insert("Expand", |_, _| built(array::MultiBroadcastTo));
    operators.insert("Flatten", |_, node| built(array::Flatten::new(node.get_attr_opt("axis")?.unwrap_or(1))));
    operators.insert("Gather", |_, node| built(array::Gather::new(axis(node, 0)?)));
    operators.insert("GatherElements", |_, node| built(array::GatherElements::new(axis(node, 0)?)));
    operators.insert("Identity", |_, _| Ok((Box::<identity::Identity>::default(), vec![])));
    operators.insert("Mod", remainder);
    operators.insert("Range", |_, _| built(array::Range));
    operators.insert("Reshape", |_, node| {
        built(array::Reshape::new(node.get_attr_opt::<i64>("allowzero")?.unwrap_or(0) != 0))
    });
    operators.insert("Shape", |_, node| {
        built(Shape { start: node.get_attr_opt("start")?.unwrap_or(0), end: node.get_attr_opt("end")? })
    });
    operators.insert("Slice", |_, node| {
        ensure!(node.input.len() >= 3, "slices by attributes, which ended with ONNX 10, are not supported");
        let mut inputs = tract_onnx::model::optional_inputs(node).skip(3);
        let (axes, steps) = (inputs.next().flatten(), inputs.next().flatten());
        let op = array::StridedSlice {
            begin_mask: 0,
            end_mask: 0,
            shrink_axis_mask: 0,
            optional_axes_input: axes,
            optional_steps_input: steps,
        };
        Ok((Box::new(op), vec![]))
    });
    operators.insert("Split", |context, node| {
        let lengths = integers(context, node, "split", 1)?;
        let lengths = lengths.map(|it| it.into_iter().map(|it| it.unsigned_abs() as usize).collect());
        built(First(array::Split::new(axis(node, 0)?, node.output.len(), lengths)))
    });
    operators.insert("Squeeze", |context, node| built(First(array::Squeeze::new(axes(context, node)?))));
    operators.insert("Tile", |_, _| built(array::Tile));
    operators
        .insert("Transpose", |_, node| built(array::PermuteAxes::new(node.get_attr_opt_vec("perm")?.map(TVec::from))));
    operators.insert("Trilu", |_, node| {
        let is_upper = node.get_attr_opt::<i64>("upper")?.unwrap_or(1) == 1;
        built(Trilu { is_upper, has_diagonal: node.input.len() == 2 })
    });
    operators.insert("Unsqueeze", |context, node| {
        let axes = axes(context, node)?;
        built(First(array::AddDims::new(axes.context("the axes of Unsqueeze are not constant")?)))
    });
    operators.insert("Where", |_, _| built(logic::Iff));
}

/// Operators that compute.
fn register_numbers(operators: &mut OnnxOpRegister) {
    operators.insert("Add", |_, _| Ok((math::Add.into_hir(), vec![])));
    operators.insert("Sub", |_, _| Ok((math::Sub.into_hir(), vec![])));
    operators.insert("Mul", |_, _| Ok((math::Mul.into_hir(), vec![])));
    operators.insert("Div", |_, _| Ok((math::Div.into_hir(), vec![])));
    operators.insert("Max", |_, node| two(node, math::Max.into_hir()));
    operators.insert("Min", |_, node| two(node, math::Min.into_hir()));
    operators.insert("Neg", |_, _| Ok((math::neg().into_hir(), vec![])));
    operators.insert("Sqrt", |_, _| Ok((math::sqrt().into_hir(), vec![])));
    operators.insert("Reciprocal", |_, _| Ok((math::recip().into_hir(), vec![])));
    operators.insert("Exp", |_, _| Ok((math::exp().into_hir(), vec![])));
    operators.insert("Erf", |_, _| Ok((math::erf().into_hir(), vec![])));
    operators.insert("Tanh", |_, _| Ok((math::tanh().into_hir(), vec![])));
    operators.insert("Sin", |_, _| Ok((math::sin().into_hir(), vec![])));
    operators.insert("Cos", |_, _| Ok((math::cos().into_hir(), vec![])));
    operators.insert("Sigmoid", |_, _| Ok((nn::sigmoid().into_hir(), vec![])));
    operators.insert("Pow", power);
    operators.insert("And", |_, _| Ok((logic::And.into_hir(), vec![])));
    operators.insert("Or", |_, _| Ok((logic::Or.into_hir(), vec![])));
    operators.insert("Not", |_, _| Ok((logic::not().into_hir(), vec![])));
    operators.insert("Equal", |_, _| Ok((logic::CompEq.into_hir(), vec![])));
    operators.insert("Greater", |_, _| Ok((logic::CompGT.into_hir(), vec![])));
    operators.insert("GreaterOrEqual", |_, _| Ok((logic::CompGTE.into_hir(), vec![])));
    operators.insert("Less", |_, _| Ok((logic::CompLT.into_hir(), vec![])));
    operators.insert("LessOrEqual", |_, _| Ok((logic::CompLTE.into_hir(), vec![])));
    operators.insert("MatMul", |_, _| built(matmul::MatMulInference::default()));
    operators.insert("ReduceMax", |context, node| reduction(context, node, Reducer::Max));
    operators.insert("ReduceMean", |context, node| reduction(context, node, Reducer::Mean));
    operators.insert("ReduceSum", |context, node| reduction(context, node, Reducer::Sum));
    operators.insert("IsNaN", |_, _| Ok((math::is_nan().into_hir(), vec![])));
    operators.insert("LayerNormalization", |_, node| normalisation(node, Rows::LayerNorm));
    operators.insert("RMSNormalization", |_, node| normalisation(node, Rows::RmsNorm));
    operators.insert("SimplifiedLayerNormalization", |_, node| normalisation(node, Rows::RmsNorm));
    operators.insert("Softmax", |context, node| {
        ensure!(context.onnx_operator_set_version >= 13, "a softmax of before ONNX 13 is not supported");
        built(nn::Softmax::new(axis(node, -1)?))
    });
}

#[expect(clippy::unnecessary_wraps, reason = "it is what a builder gives")]
fn built(op: impl Expansion) -> Built {
    Ok((expand(op), vec![]))
}

/// An operator that sees its first input only, since the others were constants that its builder has read.
#[derive(Clone, Debug)]
struct First<E>(E);

impl<E: Expansion + Clone> Expansion for First<E> {
    fn name(&self) -> StaticName {
        self.0.name()
    }

    fn nboutputs(&self) -> TractResult<usize> {
        self.0.nboutputs()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        self.0.rules(solver, first(inputs)?, outputs)
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        self.0.wire(prefix, model, first(inputs)?)
    }
}

fn first<T>(inputs: &[T]) -> TractResult<&[T]> {
    inputs.get(..1).context("an operator without an input")
}

/// tract's maximum and minimum take two operands, those of ONNX any number.
fn two(node: &NodeProto, op: Box<dyn InferenceOp>) -> Built {
    ensure!(node.input.len() == 2, "{} of {} numbers is not supported", node.op_type, node.input.len());
    Ok((op, vec![]))
}

fn axis<T>(node: &NodeProto, default: T) -> TractResult<T>
where
    T: for<'a> tract_onnx::pb_helpers::AttrScalarType<'a>,
{
    Ok(node.get_attr_opt("axis")?.unwrap_or(default))
}

fn axes(context: &ParsingContext, node: &NodeProto) -> TractResult<Option<Vec<isize>>> {
    let axes = integers(context, node, "axes", 1)?;
    Ok(axes.map(|it| it.into_iter().map(|it| it as isize).collect()))
}

/// Constant integers that are an attribute in old graphs and an input in new ones.
fn integers(context: &ParsingContext, node: &NodeProto, name: &str, input: usize) -> TractResult<Option<Vec<i64>>> {
    if let Some(given) = node.get_attr_opt_vec(name)? {
        return Ok(Some(given));
    }
    let Some(name) = node.input.get(input).filter(|it| !it.is_empty()) else { return Ok(None) };
    let tensor = constant_of(context, name)?;
    Ok(Some(tensor.cast_to::<i64>()?.try_as_plain_ram()?.as_slice::<i64>()?.to_vec()))
}

/// The constant of that name.
fn constant_of(context: &ParsingContext, name: &str) -> TractResult<Tensor> {
    let graph = context.model.graph.as_ref().context("there is no graph")?;
    if let Some(tensor) = graph.initializer.iter().find(|it| it.name == *name) {
        return context.load_tensor(tensor);
    }
    match graph.node.iter().find(|it| it.output.iter().any(|it| it == name)) {
        Some(node) if node.op_type == "Constant" => value(context, node),
        Some(node) if node.op_type == "Identity" => constant_of(context, &node.input[0]),
        _ => bail!("{name} is not constant"),
    }
}

fn constant(context: &ParsingContext, node: &NodeProto) -> Built {
    Ok((Box::new(konst::Const::new(value(context, node)?.into_arc_tensor())?), vec![]))
}

/// The value of a Constant node.
fn value(context: &ParsingContext, node: &NodeProto) -> TractResult<Tensor> {
    if let Some(tensor) = node.get_attr_opt("value")? {
        return context.load_tensor(tensor);
    }
    if let Some(integer) = node.get_attr_opt::<i64>("value_int")? {
        return Ok(tensor0(integer));
    }
    if let Some(float) = node.get_attr_opt::<f32>("value_float")? {
        return Ok(tensor0(float));
    }
    if let Some(integers) = node.get_attr_opt_vec::<i64>("value_ints")? {
        return Ok(tensor1(&integers));
    }
    if let Some(floats) = node.get_attr_opt_vec::<f32>("value_floats")? {
        return Ok(tensor1(&floats));
    }
    bail!("a constant without a number")
}

/// The remainder of constants, by which exporters count axes; it has the sign of the divisor.
fn remainder(context: &ParsingContext, node: &NodeProto) -> Built {
    let [a, b] = &*node.input else { bail!("a remainder of {} numbers", node.input.len()) };
    let (a, b) = (constant_of(context, a)?, constant_of(context, b)?);
    ensure!(a.datum_type() == i64::datum_type() && b.datum_type() == i64::datum_type(), "a remainder of no integers");
    ensure!(b.len() == 1, "a remainder by {} numbers", b.len());
    let divisor = *b.try_as_plain_ram()?.as_slice::<i64>()?.first().context("a remainder by nothing")?;
    let mut remainders = a.clone();
    for it in remainders.try_as_plain_ram_mut()?.as_slice_mut::<i64>()? {
        *it = it.checked_rem(divisor).context("a remainder by zero")?;
        if *it != 0 && (*it < 0) != (divisor < 0) {
            *it += divisor;
        }
    }
    built(Known(remainders.into_arc_tensor()))
}

/// A result that is known while a graph is built.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Known(Arc<Tensor>);

impl Expansion for Known {
    fn name(&self) -> StaticName {
        "Known".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        _: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_output_arity(outputs, 1)?;
        solver.equals(&outputs[0].value, self.0.clone())
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, _: &[OutletId]) -> TractResult<TVec<OutletId>> {
        Ok(tvec!(model.add_const(prefix, self.0.clone())?))
    }
}

fn reduction(context: &ParsingContext, node: &NodeProto, reducer: Reducer) -> Built {
    let axes = integers(context, node, "axes", 1)?;
    let keeps_axes = node.get_attr_opt("keepdims")?.unwrap_or(1i64) == 1;
    built(First(nn::Reduce::new(axes, keeps_axes, reducer)))
}

/// A power whose exponent is constant, as products and roots, which are the same on every machine.
fn power(context: &ParsingContext, node: &NodeProto) -> Built {
    let name = node.input.get(1).context("a power without an exponent")?;
    let exponent = constant_of(context, name)?;
    ensure!(exponent.len() == 1, "a power of {} exponents", exponent.len());
    let exponent = exponent.cast_to::<f32>()?.nth(0)?.cast_to_scalar::<f32>()?;
    let known = [
        (2.0f32, Power::Square),
        (3.0, Power::Cube),
        (0.5, Power::Root),
        (-0.5, Power::InverseRoot),
        (-1.0, Power::Inverse),
    ];
    let power = known.into_iter().find(|(it, _)| it.to_bits() == exponent.to_bits());
    built(power.with_context(|| format!("a power of {exponent} is not supported"))?.1)
}

#[derive(Clone, Debug, Hash, PartialEq, Eq)]
enum Power {
    Square,
    Cube,
    Root,
    InverseRoot,
    Inverse,
}

impl Expansion for Power {
    fn name(&self) -> StaticName {
        "Power".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 2)?;
        check_output_arity(outputs, 1)?;
        solver.equals(&inputs[0].datum_type, &outputs[0].datum_type)?;
        solver.equals(&inputs[0].shape, &outputs[0].shape)
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let x = inputs[0];
        let op = match self {
            Self::Cube => {
                let square = model.wire_node(format!("{prefix}.square"), math::square(), &[x])?;
                return model.wire_node(prefix, math::mul(), &[square[0], x]);
            }
            Self::Square => math::square(),
            Self::Root => math::sqrt(),
            Self::InverseRoot => math::rsqrt(),
            Self::Inverse => math::recip(),
        };
        model.wire_node(prefix, op, &[x])
    }
}

fn normalisation(node: &NodeProto, rows: fn(u32) -> Rows) -> Built {
    ensure!(node.output.iter().filter(|it| !it.is_empty()).count() == 1, "{} gives its mean", node.op_type);
    let epsilon = node.get_attr_opt("epsilon")?.unwrap_or(1e-5f32);
    built(Normalisation { rows: rows(epsilon.to_bits()), axis: axis(node, -1i64)? })
}

/// A row made of unit variance, times one number for each of its places, plus another.
#[derive(Clone, Debug, Hash, PartialEq, Eq)]
struct Normalisation {
    rows: Rows,
    axis: i64,
}

impl Expansion for Normalisation {
    fn name(&self) -> StaticName {
        "Normalisation".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        ensure!((2..=3).contains(&inputs.len()), "a normalisation of {} inputs", inputs.len());
        check_output_arity(outputs, 1)?;
        solver.equals(&inputs[0].datum_type, &outputs[0].datum_type)?;
        solver.equals(&inputs[0].shape, &outputs[0].shape)
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let fact = model.outlet_fact(inputs[0])?;
        ensure!(fact.datum_type == f32::datum_type(), "a normalisation of {:?}", fact.datum_type);
        let is_last = self.axis == -1 || usize::try_from(self.axis + 1).is_ok_and(|it| it == fact.rank());
        ensure!(is_last, "a normalisation of the axis {}", self.axis);
        let mut wire = model.wire_node(format!("{prefix}.rows"), self.rows, &inputs[..1])?[0];
        for (index, (input, op)) in inputs[1..].iter().zip([math::mul(), math::add()]).enumerate() {
            let name = format!("{prefix}.{index}");
            let both = tract_core::ops::change_axes::wire_with_rank_broadcast(&name, model, op, &[wire, *input])?;
            wire = both[0];
        }
        Ok(tvec!(wire))
    }
}

#[derive(Clone, Debug, Hash, PartialEq, Eq)]
struct Shape {
    start: i64,
    end: Option<i64>,
}

impl Shape {
    fn of<'s>(&self, shape: &'s [TDim]) -> &'s [TDim] {
        let rank = shape.len();
        let clamp = |axis: i64| {
            let size = usize::try_from(axis.unsigned_abs()).unwrap_or(usize::MAX);
            if axis < 0 { rank.saturating_sub(size) } else { size.min(rank) }
        };
        let (start, end) = (clamp(self.start), self.end.map_or(rank, clamp));
        &shape[start..end.max(start)]
    }
}

impl Expansion for Shape {
    fn name(&self) -> StaticName {
        "Shape".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 1)?;
        check_output_arity(outputs, 1)?;
        solver.equals(&outputs[0].rank, 1)?;
        solver.equals(&outputs[0].datum_type, TDim::datum_type())?;
        solver
            .given(&inputs[0].shape, move |solver, shape| solver.equals(&outputs[0].value, rctensor1(self.of(&shape))))
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let shape = model.outlet_fact(inputs[0])?.shape.to_tvec();
        Ok(tvec!(model.add_const(prefix, tensor1(self.of(&shape)))?))
    }
}

#[derive(Clone, Debug, Hash, PartialEq, Eq)]
struct Trilu {
    is_upper: bool,
    has_diagonal: bool,
}

impl Expansion for Trilu {
    fn name(&self) -> StaticName {
        "Trilu".into()
    }

    fn rules<'r, 'p: 'r, 's: 'r>(
        &'s self,
        solver: &mut Solver<'r>,
        inputs: &'p [TensorProxy],
        outputs: &'p [TensorProxy],
    ) -> InferenceResult {
        check_input_arity(inputs, 1 + usize::from(self.has_diagonal))?;
        check_output_arity(outputs, 1)?;
        solver.equals(&inputs[0].datum_type, &outputs[0].datum_type)?;
        solver.equals(&inputs[0].shape, &outputs[0].shape)
    }

    fn wire(&self, prefix: &str, model: &mut TypedModel, inputs: &[OutletId]) -> TractResult<TVec<OutletId>> {
        let diagonal = match inputs.get(1) {
            Some(diagonal) => *diagonal,
            None => model.add_const(format!("{prefix}.diagonal"), tensor0(0i64))?,
        };
        model.wire_node(prefix, tract_core::ops::array::Trilu { upper: self.is_upper }, &[inputs[0], diagonal])
    }
}
