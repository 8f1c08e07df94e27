//! The pass over an ONNX graph before tract reads it.
//!
//! tract would turn int8 weights into floats when it reads them. So what multiplies with or looks up in a constant matrix becomes one of
//! our two operators, and the matrix never enters the graph:
//!
//! | in the file | becomes |
//! |---|---|
//! | `MatMul(x, Transpose(DequantizeLinear(int8 [n, k], scale [n])))` | `GlossQ8Linear(x)` |
//! | `MatMul(x, DequantizeLinear(int8 [k, n], scale [n]))` | `GlossQ8Linear(x)` |
//! | `Gather(DequantizeLinear(int8 [v, d], scale [v]), i)` | `GlossQ8Gather(i)` |
//! | `DequantizeLinear(Gather(int8 [v, d], i), scale)` | `GlossQ8Gather(i)` |
//! | `MatMulInteger` of what `DynamicQuantizeLinear(x)` gives, scaled | `GlossQ8Linear(x)` |
//! | `MatMulNBits(x, …)` | `GlossQ8Linear(x)` |
//! | float weights, where [`Weights::Int8`] asks for it | the same |
//! | `Gemm(x, w, b)` | a product and a sum |
//!
//! An initializer that several nodes read is one matrix, and so is one that several files hold.
//! Half floats become floats: tract would compute in halves, which no machine here is fast at.

mod stored;

use std::collections::{BTreeMap, BTreeSet};

use tract_onnx::pb::tensor_proto::{DataLocation, DataType};
use tract_onnx::pb::{AttributeProto, GraphProto, NodeProto, TensorProto, attribute_proto::AttributeType, type_proto};

pub(crate) use self::stored::External;
use self::stored::{Form, Problem, Stored};
use crate::LoadError;
use crate::int8::Matrix;
use crate::ops::quantised::{GATHER, LINEAR, MATRIX};

/// What becomes of a model's float weights.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// They stay what they are in the file.
    AsStored,
    /// They are quantised to int8 rows when they are read.
    Int8,
}

/// Smaller float matrices stay floats: they cost nothing, and gates want to be exact.
const LEAST: i64 = 16;

/// The matrices of a model, so that equal ones are one.
#[derive(Debug, Default)]
pub(crate) struct Pool(Vec<Matrix>);

impl Pool {
    fn shared(&mut self, matrix: Matrix) -> Matrix {
        if let Some(known) = self.0.iter().find(|it| it.is_equal(&matrix)) {
            return known.clone();
        }
        self.0.push(matrix.clone());
        matrix
    }

    /// How many bytes of weights there are.
    pub(crate) fn bytes(&self) -> usize {
        self.0.iter().map(|it| it.n_rows() * it.n_columns()).sum()
    }
}

/// Rewrites a graph, and gives the matrices that it now names.
pub(crate) fn rewrite(
    path: &str,
    graph: &mut GraphProto,
    weights: Weights,
    external: &External<'_>,
    pool: &mut Pool,
) -> Result<Vec<(String, Matrix)>, LoadError> {
    split_gemm(graph);
    let stored = replace_nodes(graph, weights);
    remove_dead_nodes(graph);
    let used: BTreeSet<&str> = graph.node.iter().flat_map(|node| &node.input).map(String::as_str).collect();
    let mut is_used: Vec<bool> = graph.initializer.iter().map(|it| used.contains(&*it.name)).collect();
    let mut named = Vec::new();
    let mut rest = stored.iter().peekable();
    while let Some(stored) = rest.next() {
        let matrix = external.matrix(graph, stored).map_err(|problem| match problem {
            Problem::Load(error) => error,
            Problem::Shape(why) => {
                LoadError::Shape { path: path.to_owned(), why: format!("{}: {why}", stored.weights) }
            }
        })?;
        named.push((stored.name(), pool.shared(matrix)));
        // Weights that are read by nothing else leave memory before the next are read.
        if rest.peek().is_none_or(|next| next.weights != stored.weights) {
            let spent = graph.initializer.iter_mut().zip(&is_used).find(|(it, _)| it.name == stored.weights);
            if let Some((spent, false)) = spent {
                (spent.raw_data, spent.float_data, spent.int32_data) = Default::default();
            }
        }
    }
    is_used.reverse();
    graph.initializer.retain(|_| is_used.pop().unwrap_or(true));
    // An initializer may be declared as an input too; without the one, the other must go.
    let parts: BTreeSet<&str> = stored.iter().flat_map(Stored::parts).collect();
    let kept: BTreeSet<String> = graph.initializer.iter().map(|it| it.name.clone()).collect();
    graph.input.retain(|it| kept.contains(&it.name) || !parts.contains(&*it.name));
    for tensor in &mut graph.initializer {
        external.inline(tensor)?;
    }
    widen(graph, external)?;
    Ok(named)
}

/// Makes a product and a sum of each `Gemm` that is just that.
fn split_gemm(graph: &mut GraphProto) {
    let mut nodes = Vec::with_capacity(graph.node.len());
    for mut node in std::mem::take(&mut graph.node) {
        let is_one = |name: &str| float(&node, name).is_none_or(|it| it.to_bits() == 1f32.to_bits());
        if node.op_type != "Gemm" || int(&node, "transA").unwrap_or(0) != 0 || !is_one("alpha") || !is_one("beta") {
            nodes.push(node);
            continue;
        }
        let output = node.output.first().cloned().unwrap_or_default();
        let mut part = |operator: &str, inputs: Vec<String>, output: String| {
            nodes.push(NodeProto {
                name: format!("{}.{operator}", node.name),
                op_type: operator.to_owned(),
                input: inputs,
                output: vec![output],
                ..NodeProto::default()
            });
        };
        let bias = (node.input.len() == 3).then(|| node.input.pop()).flatten();
        if int(&node, "transB").unwrap_or(0) != 0
            && let Some(weights) = node.input.get_mut(1)
        {
            part("Transpose", vec![weights.clone()], format!("{output}.weights"));
            *weights = format!("{output}.weights");
        }
        match bias {
            Some(bias) => {
                part("MatMul", node.input.clone(), format!("{output}.product"));
                part("Add", vec![format!("{output}.product"), bias], output.clone());
            }
            None => part("MatMul", node.input.clone(), output.clone()),
        }
    }
    graph.node = nodes;
}

/// A node that becomes one of our operators.
struct Replacement {
    index: usize,
    operator: &'static str,
    input: String,
    stored: Stored,
    /// What is added to the product.
    bias: Option<String>,
}

/// Puts our operators in, and gives the matrices that they name.
fn replace_nodes(graph: &mut GraphProto, weights: Weights) -> BTreeSet<Stored> {
    let finder = Finder::new(graph, weights);
    let found = graph.node.iter().enumerate().filter_map(|(index, node)| finder.replacement(index, node));
    let mut replacements: BTreeMap<usize, Replacement> = found.map(|it| (it.index, it)).collect();
    let mut stored = BTreeSet::new();
    let mut nodes = Vec::with_capacity(graph.node.len());
    for (index, mut node) in std::mem::take(&mut graph.node).into_iter().enumerate() {
        let Some(replacement) = replacements.remove(&index) else {
            nodes.push(node);
            continue;
        };
        replacement.operator.clone_into(&mut node.op_type);
        node.domain.clear();
        node.input = vec![replacement.input];
        node.attribute = vec![AttributeProto {
            name: MATRIX.to_owned(),
            r#type: AttributeType::String as i32,
            s: replacement.stored.name().into_bytes(),
            ..AttributeProto::default()
        }];
        stored.insert(replacement.stored);
        let Some((bias, output)) = replacement.bias.zip(node.output.first().cloned()) else {
            nodes.push(node);
            continue;
        };
        let product = format!("{output}.product");
        node.output = vec![product.clone()];
        let name = format!("{}.bias", node.name);
        nodes.push(node);
        nodes.push(NodeProto {
            name,
            op_type: "Add".to_owned(),
            input: vec![product, bias],
            output: vec![output],
            ..NodeProto::default()
        });
    }
    graph.node = nodes;
    stored
}

/// Finds the constants behind a graph's names.
struct Finder<'g> {
    initializers: BTreeMap<&'g str, &'g TensorProto>,
    makers: BTreeMap<&'g str, &'g NodeProto>,
    /// The graph's inputs, which tokens come from.
    inputs: BTreeSet<&'g str>,
    weights: Weights,
}

impl<'g> Finder<'g> {
    fn new(graph: &'g GraphProto, weights: Weights) -> Self {
        let makers = graph.node.iter().flat_map(|node| node.output.iter().map(move |name| (&**name, node))).collect();
        let initializers = graph.initializer.iter().map(|it| (&*it.name, it)).collect();
        let inputs = graph.input.iter().map(|it| &*it.name).collect();
        Self { initializers, makers, inputs, weights }
    }

    fn replacement(&self, index: usize, node: &NodeProto) -> Option<Replacement> {
        let make = |operator, input: &str, stored| {
            Some(Replacement { index, operator, input: input.to_owned(), stored, bias: None })
        };
        match (node.op_type.as_str(), node.input.as_slice()) {
            ("MatMul", [x, w]) => make(LINEAR, x, self.columns(w)?),
            ("Gather", [table, at]) if int(node, "axis").unwrap_or(0) == 0 => make(GATHER, at, self.table(table, at)?),
            ("DequantizeLinear", [gathered, scales, zeros @ ..]) => {
                let gather = self.made_by("Gather", gathered)?;
                let [table, at] = gather.input.as_slice() else { return None };
                let is_first = int(gather, "axis").unwrap_or(0) == 0;
                let form = self.affine(table, scales, zeros.first(), int(node, "axis"))?;
                // The scales are those of the gathered rows, so only one for all has a meaning here.
                let has_one_scale = self.length(scales) == 1;
                let stored = Stored { weights: table.clone(), form, is_transposed: false };
                if is_first && has_one_scale { make(GATHER, at, stored) } else { None }
            }
            ("Mul", [a, b]) => {
                let (input, stored) = self.integer_product(a, b).or_else(|| self.integer_product(b, a))?;
                make(LINEAR, input, stored)
            }
            ("MatMulNBits", [x, weights, scales, rest @ ..]) => {
                let given = |place: usize| rest.get(place).filter(|it| !it.is_empty()).cloned();
                let size = |name: &str| int(node, name).and_then(|it| usize::try_from(it).ok()).filter(|it| *it > 0);
                let bits = size("bits").unwrap_or(4);
                let block = size("block_size")?;
                let zeros = given(0);
                let are_packed = zeros.as_ref().is_none_or(|it| self.is_kind(it, &[DataType::Uint8]));
                let is_known = [2, 4, 8].contains(&bits) && block * bits >= 8 && are_packed && given(1).is_none();
                if !is_known
                    || !self.initializers.contains_key(&**weights)
                    || !self.initializers.contains_key(&**scales)
                {
                    return None;
                }
                let (rows, columns) = (size("N")?, size("K")?);
                let form = Form::Blocks { scales: scales.clone(), zeros, rows, columns, block, bits };
                let stored = Stored { weights: weights.clone(), form, is_transposed: false };
                Some(Replacement { index, operator: LINEAR, input: x.clone(), stored, bias: given(2) })
            }
            _ => None,
        }
    }

    fn made_by(&self, operator: &str, name: &str) -> Option<&'g NodeProto> {
        self.makers.get(name).copied().filter(|node| node.op_type == operator)
    }

    /// The second operand of a product, `[k, n]`, whose columns become our rows.
    fn columns(&self, name: &str) -> Option<Stored> {
        let mut stored = self.constant(name)?;
        stored.is_transposed = !stored.is_transposed;
        Some(stored)
    }

    /// A table that is looked up by tokens; float tables that positions look up stay floats.
    fn table(&self, name: &str, at: &str) -> Option<Stored> {
        let stored = self.constant(name)?;
        let is_wanted = stored.form != Form::Floats || self.inputs.contains(at) && !at.contains("position");
        (is_wanted && !stored.is_transposed).then_some(stored)
    }

    /// The initializer of two axes that a name stands for, through transpositions and dequantising.
    fn constant(&self, name: &str) -> Option<Stored> {
        if let Some(tensor) = self.initializers.get(name) {
            let is_large = matches!(*tensor.dims, [a, b] if a >= LEAST && b >= LEAST);
            let is_float = self.is_kind(name, &[DataType::Float, DataType::Float16]);
            let stored = Stored { weights: name.to_owned(), form: Form::Floats, is_transposed: false };
            return (is_large && is_float && self.weights == Weights::Int8).then_some(stored);
        }
        let node = self.makers.get(name)?;
        match (node.op_type.as_str(), node.input.as_slice()) {
            ("Transpose", [inner]) if ints(node, "perm").is_none_or(|perm| *perm == [1, 0]) => {
                let mut stored = self.constant(inner)?;
                stored.is_transposed = !stored.is_transposed;
                Some(stored)
            }
            ("Identity", [inner]) => self.constant(inner),
            ("Cast", [inner]) => self.constant(inner).filter(|it| it.form == Form::Floats),
            ("DequantizeLinear", [weights, scales, zeros @ ..]) => {
                let form = self.affine(weights, scales, zeros.first(), int(node, "axis"))?;
                Some(Stored { weights: weights.clone(), form, is_transposed: false })
            }
            _ => None,
        }
    }

    /// How an initializer of bytes is stored.
    fn affine(&self, weights: &str, scales: &str, zeros: Option<&String>, axis: Option<i64>) -> Option<Form> {
        let has_two_axes = self.initializers.get(weights)?.dims.len() == 2;
        let are_bytes = self.is_kind(weights, &[DataType::Int8, DataType::Uint8]);
        let are_floats = self.is_kind(scales, &[DataType::Float, DataType::Float16]);
        let are_zeros = zeros.is_none_or(|it| self.is_kind(it, &[DataType::Int8, DataType::Uint8]));
        let axis = match axis.unwrap_or(1) {
            0 | -2 => 0,
            1 | -1 => 1,
            _ => return None,
        };
        (has_two_axes && are_bytes && are_floats && are_zeros).then(|| Form::Affine {
            scales: scales.to_owned(),
            zeros: zeros.cloned(),
            axis,
        })
    }

    /// `Cast(MatMulInteger(…)) · (scale of x · scale of w)`: the x and the weights.
    fn integer_product(&self, product: &str, scale: &str) -> Option<(&'g str, Stored)> {
        let product = self.made_by("MatMulInteger", self.made_by("Cast", product)?.input.first()?)?;
        let [x, weights, rest @ ..] = product.input.as_slice() else { return None };
        let quantised = self.made_by("DynamicQuantizeLinear", x)?;
        let [a, b] = self.made_by("Mul", scale)?.input.as_slice() else { return None };
        let x_scale = quantised.output.get(1)?;
        let scales = if a == x_scale { b } else { a };
        if ![a, b].contains(&x_scale) {
            return None;
        }
        let form = self.affine(weights, scales, rest.get(1).filter(|it| !it.is_empty()), Some(1))?;
        let stored = Stored { weights: weights.clone(), form, is_transposed: true };
        Some((quantised.input.first()?, stored))
    }

    fn is_kind(&self, name: &str, kinds: &[DataType]) -> bool {
        self.initializers.get(name).is_some_and(|it| kinds.iter().any(|kind| it.data_type == *kind as i32))
    }

    /// How many numbers an initializer has.
    fn length(&self, name: &str) -> i64 {
        self.initializers.get(name).map_or(0, |it| it.dims.iter().product())
    }
}

fn int(node: &NodeProto, name: &str) -> Option<i64> {
    node.attribute.iter().find(|it| it.name == name).map(|it| it.i)
}

fn float(node: &NodeProto, name: &str) -> Option<f32> {
    node.attribute.iter().find(|it| it.name == name).map(|it| it.f)
}

fn ints<'n>(node: &'n NodeProto, name: &str) -> Option<&'n [i64]> {
    node.attribute.iter().find(|it| it.name == name).map(|it| it.ints.as_slice())
}

/// Removes nodes whose results nobody reads.
fn remove_dead_nodes(graph: &mut GraphProto) {
    loop {
        let mut used: BTreeSet<String> = graph.node.iter().flat_map(|node| node.input.iter().cloned()).collect();
        used.extend(graph.output.iter().map(|it| it.name.clone()));
        let before = graph.node.len();
        graph.node.retain(|node| node.output.iter().any(|name| used.contains(name)));
        if graph.node.len() == before {
            return;
        }
    }
}

/// Lets a product be computed of the last position only, where an output is a product: nobody reads the scores before it.
pub(crate) fn keep_last(graph: &mut GraphProto, output: &str) {
    const LAST: &str = "gloss.last";
    let Some(index) = graph.node.iter().position(|node| node.op_type == LINEAR && node.output == [output]) else {
        return;
    };
    let sliced = format!("{output}.last");
    let input = std::mem::replace(&mut graph.node[index].input, vec![sliced.clone()]);
    let axis = AttributeProto {
        name: "axis".to_owned(),
        r#type: AttributeType::Int as i32,
        i: 1,
        ..AttributeProto::default()
    };
    let gather = NodeProto {
        name: sliced.clone(),
        op_type: "Gather".to_owned(),
        input: input.into_iter().chain([LAST.to_owned()]).collect(),
        output: vec![sliced],
        attribute: vec![axis],
        ..NodeProto::default()
    };
    graph.node.insert(index, gather);
    graph.initializer.push(TensorProto {
        name: LAST.to_owned(),
        data_type: DataType::Int64 as i32,
        dims: vec![1],
        raw_data: (-1i64).to_le_bytes().to_vec(),
        ..TensorProto::default()
    });
}

/// Makes floats of half floats, wherever a graph speaks of them.
fn widen(graph: &mut GraphProto, external: &External<'_>) -> Result<(), LoadError> {
    const HALF: i32 = DataType::Float16 as i32;
    for value in graph.input.iter_mut().chain(&mut graph.output) {
        if let Some(type_proto::Value::TensorType(tensor)) = value.r#type.as_mut().and_then(|it| it.value.as_mut())
            && tensor.elem_type == HALF
        {
            tensor.elem_type = DataType::Float as i32;
        }
    }
    for node in &mut graph.node {
        let is_cast = node.op_type == "Cast";
        for attribute in &mut node.attribute {
            if is_cast && attribute.name == "to" && attribute.i == i64::from(HALF) {
                attribute.i = i64::from(DataType::Float as i32);
            }
            if let Some(tensor) = &mut attribute.t
                && (tensor.data_type == HALF || tensor.data_location == Some(DataLocation::External as i32))
            {
                external.inline(tensor)?;
            }
        }
    }
    Ok(())
}
