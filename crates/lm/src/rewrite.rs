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
//! | the same with float weights, where [`Weights::Int8`] asks for it | the same |
//!
//! An initializer that several nodes read is one matrix, and so is one that several files hold.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use tract_onnx::pb::tensor_proto::DataType;
use tract_onnx::pb::{AttributeProto, GraphProto, NodeProto, TensorProto, attribute_proto::AttributeType};
use tract_onnx::prelude::{Tensor, f16};

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

/// A constant matrix of a graph, as rows that vectors are multiplied with.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Constant {
    weights: String,
    /// The scales of int8 weights; none where the weights are floats.
    scales: Option<String>,
    /// Whether the initializer's rows are the matrix's columns.
    is_transposed: bool,
}

impl Constant {
    fn name(&self) -> String {
        format!("{}{}", self.weights, if self.is_transposed { "ᵀ" } else { "" })
    }
}

/// Rewrites a graph, and gives the matrices that it now names.
pub(crate) fn rewrite(
    graph: &mut GraphProto,
    weights: Weights,
    pool: &mut Pool,
) -> Result<Vec<(String, Matrix)>, String> {
    let constants = replace_nodes(graph, weights);
    remove_dead_nodes(graph);
    let used: BTreeSet<&str> = graph.node.iter().flat_map(|node| &node.input).map(String::as_str).collect();
    let is_used: Vec<bool> = graph.initializer.iter().map(|it| used.contains(&*it.name)).collect();
    let mut named = Vec::new();
    let mut constants = constants.into_iter().peekable();
    while let Some(constant) = constants.next() {
        let matrix = matrix(graph, &constant).map_err(|why| format!("{}: {why}", constant.weights))?;
        named.push((constant.name(), pool.shared(matrix)));
        // Weights that are read by nothing else leave memory before the next are read.
        if constants.peek().is_none_or(|next| next.weights != constant.weights) {
            let spent = graph.initializer.iter_mut().zip(&is_used).find(|(it, _)| it.name == constant.weights);
            if let Some((spent, false)) = spent {
                (spent.raw_data, spent.float_data, spent.int32_data) = Default::default();
            }
        }
    }
    let mut is_used = is_used.into_iter();
    graph.initializer.retain(|_| is_used.next().unwrap_or(true));
    // An initializer may be declared as an input too; without the one, the other must go.
    let kept: BTreeSet<&str> = graph.initializer.iter().map(|it| &*it.name).collect();
    let is_matrix = |name: &str| named.iter().any(|(it, _)| it.trim_end_matches('ᵀ') == name);
    graph.input.retain(|it| kept.contains(&*it.name) || !is_matrix(&it.name));
    Ok(named)
}

/// Puts our operators in, and gives the matrices that they name.
fn replace_nodes(graph: &mut GraphProto, weights: Weights) -> BTreeSet<Constant> {
    let finder = Finder::new(graph, weights);
    let mut replaced = Vec::new();
    for (index, node) in graph.node.iter().enumerate() {
        let found = match (node.op_type.as_str(), node.input.as_slice()) {
            ("MatMul", [x, w]) => finder.columns(w).map(|constant| (LINEAR, x, constant)),
            ("Gather", [table, at]) if int(node, "axis").unwrap_or(0) == 0 => {
                finder.table(table, at).map(|constant| (GATHER, at, constant))
            }
            _ => None,
        };
        if let Some((operator, input, constant)) = found {
            replaced.push((index, operator, input.clone(), constant));
        }
    }
    let mut constants = BTreeSet::new();
    for (index, operator, input, constant) in replaced {
        let node = &mut graph.node[index];
        operator.clone_into(&mut node.op_type);
        node.domain = String::new();
        node.input = vec![input];
        node.attribute = vec![AttributeProto {
            name: MATRIX.to_owned(),
            r#type: AttributeType::String as i32,
            s: constant.name().into_bytes(),
            ..AttributeProto::default()
        }];
        constants.insert(constant);
    }
    constants
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

    /// The second operand of a product, `[k, n]`, whose columns become our rows.
    fn columns(&self, name: &str) -> Option<Constant> {
        let mut constant = self.constant(name)?;
        constant.is_transposed = !constant.is_transposed;
        // The scales of int8 weights must belong to our rows.
        (constant.scales.is_none() || self.scale_axis(name)? == i64::from(constant.is_transposed)).then_some(constant)
    }

    /// A table that is looked up by tokens; float tables that positions look up stay floats.
    fn table(&self, name: &str, at: &str) -> Option<Constant> {
        let constant = self.constant(name)?;
        let is_wanted = match &constant.scales {
            Some(_) => self.scale_axis(name)? == 0,
            None => self.inputs.contains(at) && !at.contains("position"),
        };
        (is_wanted && !constant.is_transposed).then_some(constant)
    }

    /// The initializer of two axes that a name stands for, through transpositions and dequantising.
    fn constant(&self, name: &str) -> Option<Constant> {
        if let Some(tensor) = self.initializers.get(name) {
            let is_large = matches!(*tensor.dims, [a, b] if a >= LEAST && b >= LEAST);
            let is_float = [DataType::Float as i32, DataType::Float16 as i32].contains(&tensor.data_type);
            let constant = Constant { weights: name.to_owned(), scales: None, is_transposed: false };
            return (is_large && is_float && self.weights == Weights::Int8).then_some(constant);
        }
        let node = self.makers.get(name)?;
        match (node.op_type.as_str(), node.input.as_slice()) {
            ("Transpose", [inner]) if ints(node, "perm").is_none_or(|perm| *perm == [1, 0]) => {
                let mut constant = self.constant(inner)?;
                constant.is_transposed = !constant.is_transposed;
                Some(constant)
            }
            ("Cast", [inner]) => self.constant(inner).filter(|it| it.scales.is_none()),
            ("DequantizeLinear", [weights, scales, rest @ ..]) => {
                let tensor = self.initializers.get(&**weights)?;
                let is_int8 = tensor.data_type == DataType::Int8 as i32 && tensor.dims.len() == 2;
                let is_symmetric = rest.iter().all(|it| self.initializers.get(&**it).is_some_and(|it| is_zero(it)));
                let are_floats = self.initializers.get(&**scales)?.data_type == DataType::Float as i32;
                (is_int8 && is_symmetric && are_floats && self.initializers[&**scales].dims.len() == 1)
                    .then(|| Constant { weights: weights.clone(), scales: Some(scales.clone()), is_transposed: false })
            }
            _ => None,
        }
    }

    /// The axis of the initializer that has one scale each.
    fn scale_axis(&self, name: &str) -> Option<i64> {
        let node = self.makers.get(name)?;
        match node.op_type.as_str() {
            "Transpose" => self.scale_axis(node.input.first()?),
            "DequantizeLinear" => Some(int(node, "axis").unwrap_or(1)).map(|it| if it < 0 { it + 2 } else { it }),
            _ => None,
        }
    }
}

pub(crate) fn int(node: &NodeProto, name: &str) -> Option<i64> {
    node.attribute.iter().find(|it| it.name == name).map(|it| it.i)
}

fn ints<'n>(node: &'n NodeProto, name: &str) -> Option<&'n [i64]> {
    node.attribute.iter().find(|it| it.name == name).map(|it| it.ints.as_slice())
}

fn is_zero(tensor: &TensorProto) -> bool {
    tensor.raw_data.iter().all(|&it| it == 0) && tensor.int32_data.iter().all(|&it| it == 0)
}

/// Removes nodes whose results nobody reads.
fn remove_dead_nodes(graph: &mut GraphProto) {
    loop {
        let mut used: BTreeSet<String> = graph.node.iter().flat_map(|node| node.input.iter().cloned()).collect();
        used.extend(graph.output.iter().map(|it| it.name.clone()));
        // Graphs inside of nodes read names too.
        let inner = graph.node.iter().flat_map(|node| &node.attribute).filter_map(|it| it.g.as_ref());
        used.extend(inner.flat_map(|graph| &graph.node).flat_map(|node| node.input.iter().cloned()));
        let before = graph.node.len();
        graph.node.retain(|node| node.output.iter().any(|name| used.contains(name)));
        if graph.node.len() == before {
            return;
        }
    }
}

/// Reads a constant as a matrix.
fn matrix(graph: &GraphProto, constant: &Constant) -> Result<Matrix, String> {
    let find = |name: &str| {
        graph.initializer.iter().find(|it| it.name == name).ok_or_else(|| format!("there is no initializer {name}"))
    };
    let tensor = find(&constant.weights)?;
    let &[rows, columns] = &*tensor.dims else { return Err("it has no rows and columns".to_owned()) };
    let (rows, columns) = (rows.unsigned_abs() as usize, columns.unsigned_abs() as usize);
    let Some(scales) = &constant.scales else {
        let floats = floats(tensor)?;
        return if constant.is_transposed {
            Matrix::quantise(columns, rows, |row, out| {
                out.iter_mut().enumerate().for_each(|(column, x)| *x = floats[column * columns + row]);
            })
        } else {
            Matrix::quantise(rows, columns, |row, out| out.copy_from_slice(&floats[row * columns..][..columns]))
        };
    };
    let scales = floats(find(scales)?)?;
    let mut bytes: Vec<i8> = if tensor.raw_data.is_empty() {
        tensor.int32_data.iter().map(|&it| it as i8).collect()
    } else {
        tensor.raw_data.iter().map(|it| it.cast_signed()).collect()
    };
    let (mut n_rows, mut n_columns) = (rows, columns);
    if constant.is_transposed {
        bytes = (0..columns)
            .flat_map(|column| (0..rows).map(move |row| row * columns + column))
            .map(|at| bytes[at])
            .collect();
        (n_rows, n_columns) = (columns, rows);
    }
    let said = |error: tract_onnx::prelude::TractError| format!("{error:#}");
    let weights = Tensor::from_shape(&[n_rows, n_columns], &bytes).map_err(said)?;
    let scales = Tensor::from_shape(&[scales.len()], &scales).map_err(said)?;
    Matrix::new(Arc::new(weights), Arc::new(scales))
}

/// The numbers of a float tensor, whose length was checked before.
fn floats(tensor: &TensorProto) -> Result<Vec<f32>, String> {
    if tensor.data_type == DataType::Float as i32 {
        if tensor.raw_data.is_empty() {
            return Ok(tensor.float_data.clone());
        }
        return Ok(tensor.raw_data.as_chunks().0.iter().map(|&it| f32::from_le_bytes(it)).collect());
    }
    if tensor.data_type == DataType::Float16 as i32 {
        if tensor.raw_data.is_empty() {
            return Ok(tensor
                .int32_data
                .iter()
                .map(|&it| f16::from_bits(it.cast_unsigned() as u16).to_f32())
                .collect());
        }
        return Ok(tensor.raw_data.as_chunks().0.iter().map(|&it| f16::from_le_bytes(it).to_f32()).collect());
    }
    Err(format!("its type {} is none of floats", tensor.data_type))
}
