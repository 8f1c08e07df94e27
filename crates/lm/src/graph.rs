//! An ONNX graph made ready to run.

use std::collections::BTreeSet;
use std::sync::Arc;

use prost::Message;
use tract_onnx::Onnx;
use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::tensor_shape_proto::dimension::Value as Dim;
use tract_onnx::pb::{GraphProto, ModelProto, TensorProto, type_proto};
use tract_onnx::prelude::*;
use tract_onnx::tract_core::internal::{TDim, ToDim};
use tract_onnx::tract_hir::infer::InferenceModelExt;

use crate::manifest::check_is_file;
use crate::rewrite::{External, Pool, Weights, keep_last, rewrite};
use crate::{LoadError, operators, ops};

/// A graph that can be run.
#[derive(Clone, Debug)]
pub(crate) struct Graph {
    plan: Arc<TypedRunnableModel>,
    /// The names of its inputs, in the order in which they are given.
    inputs: Vec<String>,
    /// The names of its outputs, in the order in which they come.
    outputs: Vec<String>,
}

/// The shape that an input must have, by the contract.
pub(crate) struct Input {
    name: String,
    kind: DatumType,
    dims: Vec<Size>,
}

/// A length along an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Size {
    /// The same in every run.
    Fixed(usize),
    /// Another one in each run, by that name.
    Free(&'static str),
    /// The sum of two such.
    Sum(&'static str, &'static str),
}

impl Input {
    /// An input of that name, with numbers of that kind.
    pub(crate) fn new(name: impl Into<String>, kind: DatumType, dims: impl Into<Vec<Size>>) -> Self {
        Self { name: name.into(), kind, dims: dims.into() }
    }

    pub(crate) fn name(&self) -> &str {
        &self.name
    }
}

/// How a graph is made ready.
pub(crate) struct Options<'o> {
    pub(crate) weights: Weights,
    /// Where weights are that stand in other files.
    pub(crate) external: External<'o>,
    /// The output of which only the last position is wanted.
    pub(crate) last_of: Option<&'o str>,
}

/// An ONNX file that has been read and whose parts fit together.
pub(crate) struct File {
    path: String,
    model: ModelProto,
}

impl File {
    /// Reads an ONNX file and checks what tract takes for granted.
    pub(crate) fn parse(path: &str, bytes: &[u8]) -> Result<Self, LoadError> {
        check_is_file(path, bytes)?;
        let broken = |why: String| LoadError::NotOnnx { path: path.to_owned(), why };
        let model = ModelProto::decode(bytes).map_err(|error| broken(error.to_string()))?;
        let Some(graph) = &model.graph else { return Err(broken("it holds no graph".to_owned())) };
        if graph.node.is_empty() {
            return Err(broken("its graph is empty".to_owned()));
        }
        let mut file = Self { path: path.to_owned(), model };
        file.check_names().map_err(broken)?;
        file.graph_mut().doc_string.clear();
        Ok(file)
    }

    pub(crate) fn graph(&self) -> &GraphProto {
        static EMPTY: std::sync::OnceLock<GraphProto> = std::sync::OnceLock::new();
        // `parse` has seen a graph.
        self.model.graph.as_ref().unwrap_or_else(|| EMPTY.get_or_init(GraphProto::default))
    }

    pub(crate) fn graph_mut(&mut self) -> &mut GraphProto {
        self.model.graph.get_or_insert_default()
    }

    /// Every name that is read is made before.
    fn check_names(&self) -> Result<(), String> {
        let graph = self.graph();
        let mut known: BTreeSet<&str> = BTreeSet::from([""]);
        known.extend(graph.input.iter().map(|it| &*it.name));
        known.extend(graph.initializer.iter().map(|it| &*it.name));
        for node in &graph.node {
            if let Some(name) = node.input.iter().find(|it| !known.contains(it.as_str())) {
                return Err(format!("the node {} reads {name}, which nothing makes", node.name));
            }
            known.extend(node.output.iter().map(String::as_str));
        }
        match graph.output.iter().find(|it| !known.contains(it.name.as_str())) {
            Some(output) => Err(format!("nothing makes the output {}", output.name)),
            None => Ok(()),
        }
    }

    fn check_operators(&self, path: &str) -> Result<(), LoadError> {
        let onnx = onnx();
        let is_known = |name: &str| onnx.op_register.0.contains_key(name);
        let unknown: BTreeSet<&str> =
            self.graph().node.iter().map(|node| &*node.op_type).filter(|name| !is_known(name)).collect();
        if unknown.is_empty() {
            return Ok(());
        }
        let operators = unknown.into_iter().map(str::to_owned).collect();
        Err(LoadError::Unsupported { path: path.to_owned(), operators })
    }

    /// The lengths of an input as the file states them, a free one as none; none where there is no such input.
    pub(crate) fn dims(&self, name: &str) -> Option<Vec<Option<usize>>> {
        let input = self.graph().input.iter().find(|it| it.name == name)?;
        let type_proto::Value::TensorType(tensor) = input.r#type.as_ref()?.value.as_ref()?;
        let dim = |dim: &Option<Dim>| match dim {
            Some(Dim::DimValue(length)) => usize::try_from(*length).ok(),
            _ => None,
        };
        Some(tensor.shape.as_ref()?.dim.iter().map(|it| dim(&it.value)).collect())
    }

    /// Makes the graph ready to run with inputs of those shapes.
    pub(crate) fn build(mut self, inputs: &[Input], options: Options<'_>, pool: &mut Pool) -> Result<Graph, LoadError> {
        let path = std::mem::take(&mut self.path);
        let misfit = |why: String| LoadError::Shape { path: path.clone(), why };
        for tensor in &self.graph().initializer {
            let broken =
                |why: String| LoadError::NotOnnx { path: path.clone(), why: format!("{}: {why}", tensor.name) };
            let bytes = options.external.bytes(tensor)?;
            check_tensor(tensor, bytes.map(<[u8]>::len)).map_err(broken)?;
        }
        self.check_inputs(inputs).map_err(misfit)?;
        let named = rewrite(&path, self.graph_mut(), options.weights, &options.external, pool)?;
        self.check_operators(&path)?;
        if let Some(output) = options.last_of {
            keep_last(self.graph_mut(), output);
        }
        let outputs: Vec<String> = self.graph().output.iter().map(|it| it.name.clone()).collect();
        let said = |error: TractError| misfit(format!("{error:#}"));
        let mut template = InferenceModel::default();
        for (name, matrix) in &named {
            ops::quantised::publish(&mut template, name, matrix);
        }
        let mut model = onnx().parse_with_template(&self.model, None, template).map_err(said)?.model;
        drop(self);
        model.properties.clear();
        let names = input_names(&model).map_err(said)?;
        for (index, name) in names.iter().enumerate() {
            // `check_inputs` has seen that each is there.
            let Some(input) = inputs.iter().find(|it| it.name == *name) else { continue };
            let dims: Vec<TDim> = input.dims.iter().map(|dim| dim.resolve(&model)).collect();
            model.set_input_fact(index, input.kind.fact(dims).into()).map_err(said)?;
        }
        let mut model = model.into_typed().and_then(TypedModel::into_decluttered).map_err(said)?;
        ops::replace(&mut model).map_err(said)?;
        model.optimize().map_err(said)?;
        let plan = model.into_runnable().map_err(said)?;
        Ok(Graph { plan, inputs: names, outputs })
    }

    /// Holds the file's inputs against those of the contract.
    fn check_inputs(&self, inputs: &[Input]) -> Result<(), String> {
        let initializers: BTreeSet<&str> = self.graph().initializer.iter().map(|it| &*it.name).collect();
        let names: Vec<&str> =
            self.graph().input.iter().map(|it| &*it.name).filter(|name| !initializers.contains(name)).collect();
        if let Some(missing) = inputs.iter().find(|it| !names.contains(&&*it.name)) {
            return Err(format!("it has no input {}; it has {}", missing.name, names.join(", ")));
        }
        if let Some(extra) = names.iter().find(|name| !inputs.iter().any(|it| it.name == **name)) {
            return Err(format!("it wants an input {extra}, which the runtime does not know"));
        }
        for input in inputs {
            let Some(dims) = self.dims(&input.name) else { continue };
            let fits = dims.len() == input.dims.len()
                && dims.iter().zip(&input.dims).all(|(stated, wanted)| match (stated, wanted) {
                    (Some(stated), Size::Fixed(wanted)) => stated == wanted,
                    (Some(_), _) => false,
                    (None, _) => true,
                });
            if !fits {
                let stated = dims.iter().map(|it| it.map_or("?".to_owned(), |it| it.to_string()));
                let wanted = input.dims.iter().map(Size::to_string);
                let list = |it: Vec<String>| format!("[{}]", it.join(", "));
                return Err(format!(
                    "the input {} has the shape {} where {} is expected",
                    input.name,
                    list(stated.collect()),
                    list(wanted.collect())
                ));
            }
        }
        Ok(())
    }
}

impl Size {
    fn resolve(&self, model: &InferenceModel) -> TDim {
        match self {
            Self::Fixed(length) => length.to_dim(),
            Self::Free(name) => model.symbols.sym(name).to_dim(),
            Self::Sum(a, b) => model.symbols.sym(a).to_dim() + model.symbols.sym(b).to_dim(),
        }
    }
}

impl std::fmt::Display for Size {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Fixed(length) => write!(f, "{length}"),
            Self::Free(name) => f.write_str(name),
            Self::Sum(a, b) => write!(f, "{a} + {b}"),
        }
    }
}

/// What reads ONNX, with the operators that we have.
fn onnx() -> Onnx {
    let mut onnx = Onnx::default().with_ignore_output_shapes(true).with_ignore_value_info(true);
    operators::register(&mut onnx.op_register);
    ops::quantised::register(&mut onnx);
    onnx
}

fn input_names(model: &InferenceModel) -> TractResult<Vec<String>> {
    Ok(model.input_outlets()?.iter().map(|it| model.node(it.node).name.clone()).collect())
}

/// No tensor may have more numbers than this.
const MAX_LENGTH: i64 = 1 << 31;

/// Checks that a tensor has as many numbers as its shape says.
fn check_tensor(tensor: &TensorProto, raw: Option<usize>) -> Result<(), String> {
    let mut length = 1i64;
    for &dim in &tensor.dims {
        length = length
            .checked_mul(dim)
            .filter(|it| (0..=MAX_LENGTH).contains(it) && dim >= 0)
            .ok_or("its shape is impossible")?;
    }
    let size = match DataType::try_from(tensor.data_type) {
        Ok(DataType::Bool | DataType::Int8 | DataType::Uint8) => 1,
        Ok(DataType::Float16 | DataType::Int16 | DataType::Uint16) => 2,
        Ok(DataType::Float | DataType::Int32 | DataType::Uint32) => 4,
        Ok(DataType::Double | DataType::Int64 | DataType::Uint64) => 8,
        _ => return Err(format!("its numbers are of the type {}, which is not supported", tensor.data_type)),
    };
    let lists = [
        tensor.float_data.len(),
        tensor.int32_data.len(),
        tensor.int64_data.len(),
        tensor.double_data.len(),
        tensor.uint64_data.len(),
    ];
    let got = raw.unwrap_or_else(|| lists.into_iter().max().unwrap_or(0) * size);
    let expected = length.unsigned_abs() * size as u64;
    if got as u64 == expected { Ok(()) } else { Err(format!("it has {got} of {expected} bytes")) }
}

impl Graph {
    /// The names of the inputs, in the order in which they are given.
    pub(crate) fn inputs(&self) -> &[String] {
        &self.inputs
    }

    /// The names of the outputs, in the order in which they come.
    pub(crate) fn outputs(&self) -> &[String] {
        &self.outputs
    }

    /// Makes what several runs share.
    pub(crate) fn state(&self) -> TractResult<TypedSimpleState> {
        self.plan.spawn()
    }

    /// The place of an output, or what is wrong.
    pub(crate) fn output(&self, path: &str, name: &str) -> Result<usize, LoadError> {
        self.outputs.iter().position(|it| it == name).ok_or_else(|| LoadError::Shape {
            path: path.to_owned(),
            why: format!("it has no output {name}; it has {}", self.outputs.join(", ")),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::contract::Contract;
    use crate::ops::pointwise::Function;
    use crate::ops::reduce::{Rows, SumAlong};
    use crate::replay::{PACKS, load, load_pack};

    /// What moves or compares numbers, or rounds each result once and so alike on every machine.
    const SAME_EVERYWHERE: &[&str] = &[
        "Add",
        "AddAxis",
        "And",
        "Cast",
        "Concat",
        "Const",
        "Gather",
        "Iff",
        "IntoShape",
        "IsNan",
        "LTE",
        "MoveAxis",
        "Mul",
        "MultiBroadcastTo",
        "Neg",
        "OptAddUnicast",
        "Range",
        "Reshape",
        "RmAxis",
        "Slice",
        "Source",
        "Square",
        "Sub",
    ];

    /// The operations of a graph that are neither ours nor known to be the same everywhere: tract picks many kernels by processor.
    fn suspects(name: &str, graph: &Graph) -> Vec<String> {
        let is_ours = |node: &TypedNode| {
            node.op_is::<Contract>()
                || node.op_is::<Function>()
                || node.op_is::<Rows>()
                || node.op_is::<SumAlong>()
                || node.op.name().starts_with("GlossQ8")
        };
        let nodes = graph.plan.model().nodes().iter();
        nodes
            .filter(|node| !is_ours(node) && !SAME_EVERYWHERE.contains(&&*node.op.name()))
            .map(|node| format!("{name}: {} is a {}", node.name, node.op.name()))
            .collect()
    }

    #[test]
    fn no_operation_depends_on_the_machine() {
        let mut suspects = Vec::new();
        for (name, weights) in
            [("tiny-f32", Weights::AsStored), ("tiny-f32", Weights::Int8), ("tiny-int8", Weights::AsStored)]
        {
            let model = load(name, weights);
            suspects.extend([&model.encoder, &model.decoder].into_iter().flat_map(|graph| self::suspects(name, graph)));
        }
        for name in PACKS {
            for weights in [Weights::AsStored, Weights::Int8] {
                suspects.extend(self::suspects(name, &load_pack(name, weights).graph));
            }
        }
        assert!(suspects.is_empty(), "tract may pick these by processor:\n{}", suspects.join("\n"));
    }
}
