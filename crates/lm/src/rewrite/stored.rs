//! Constant matrices in all the forms in which graphs store them, and reading them as int8 rows.

use std::sync::Arc;

use tract_onnx::pb::tensor_proto::{DataLocation, DataType};
use tract_onnx::pb::{GraphProto, TensorProto};
use tract_onnx::prelude::{Tensor, f16};

use crate::LoadError;
use crate::int8::Matrix;
use crate::manifest::Files;

/// A constant matrix of a graph, by the names of its initializers.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stored {
    pub(super) weights: String,
    pub(super) form: Form,
    /// Whether the initializer's rows are the matrix's columns.
    pub(super) is_transposed: bool,
}

/// How numbers are stored.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Form {
    Floats,
    /// `(q − zero) · scale`, with one scale for each index of an axis or for all.
    Affine {
        scales: String,
        zeros: Option<String>,
        axis: usize,
    },
    /// Blocks of a row share a scale: `(q − zero) · scale`, several numbers a byte.
    Blocks {
        scales: String,
        zeros: Option<String>,
        rows: usize,
        columns: usize,
        block: usize,
        bits: usize,
    },
}

impl Stored {
    /// The name under which the graph speaks of the matrix.
    pub(super) fn name(&self) -> String {
        format!("{}{}", self.weights, if self.is_transposed { "ᵀ" } else { "" })
    }

    /// The names of the initializers.
    pub(super) fn parts(&self) -> impl Iterator<Item = &str> {
        let (scales, zeros) = match &self.form {
            Form::Floats => (None, &None),
            Form::Affine { scales, zeros, .. } | Form::Blocks { scales, zeros, .. } => (Some(scales), zeros),
        };
        [Some(&self.weights), scales, zeros.as_ref()].into_iter().flatten().map(String::as_str)
    }
}

/// Where the numbers of initializers are that stand in other files.
pub(crate) struct External<'f> {
    /// The folder of the graph, with a slash at its end where it is not empty.
    pub(crate) folder: &'f str,
    pub(crate) files: &'f Files,
}

impl External<'_> {
    /// The raw bytes of a tensor, in its own file or in another one; none where they stand in typed lists.
    pub(crate) fn bytes<'t>(&'t self, tensor: &'t TensorProto) -> Result<Option<&'t [u8]>, LoadError> {
        if tensor.data_location != Some(DataLocation::External as i32) {
            return Ok((!tensor.raw_data.is_empty()).then_some(&tensor.raw_data));
        }
        let field = |key: &str| tensor.external_data.iter().find(|it| it.key == key).map(|it| it.value.as_str());
        let number = |key: &str| field(key).and_then(|it| it.parse::<u64>().ok());
        let location = field("location").unwrap_or_default();
        let path = format!("{}{}", self.folder, location.trim_start_matches("./"));
        let Some(bytes) = self.files.get(&path) else { return Err(LoadError::Missing { path }) };
        crate::manifest::check_is_file(&path, bytes)?;
        let start = number("offset").unwrap_or(0);
        let length = number("length").unwrap_or_else(|| (bytes.len() as u64).saturating_sub(start));
        let end = start.saturating_add(length);
        let range = usize::try_from(start).ok().zip(usize::try_from(end).ok());
        match range.and_then(|(start, end)| bytes.get(start..end)) {
            Some(bytes) => Ok(Some(bytes)),
            None => Err(LoadError::Length { path, got: bytes.len() as u64, expected: end }),
        }
    }

    /// The numbers of a tensor.
    fn numbers<'t>(&'t self, tensor: &'t TensorProto) -> Result<Numbers<'t>, LoadError> {
        let bytes = self.bytes(tensor)?;
        Ok(match (DataType::try_from(tensor.data_type), bytes) {
            (Ok(DataType::Float), Some(bytes)) => Numbers::Floats(bytes.as_chunks().0),
            (Ok(DataType::Float), None) => Numbers::List(tensor.float_data.clone()),
            (Ok(DataType::Float16), Some(bytes)) => Numbers::Halves(bytes.as_chunks().0),
            (Ok(DataType::Float16), None) => {
                let half = |it: &i32| f16::from_bits(it.cast_unsigned() as u16).to_f32();
                Numbers::List(tensor.int32_data.iter().map(half).collect())
            }
            (Ok(DataType::Int8), Some(bytes)) => Numbers::Signed(bytes),
            (_, Some(bytes)) => Numbers::Unsigned(bytes),
            (_, None) => Numbers::List(tensor.int32_data.iter().map(|&it| it as f32).collect()),
        })
    }

    /// Reads a matrix.
    pub(super) fn matrix(&self, graph: &GraphProto, stored: &Stored) -> Result<Matrix, Problem> {
        let find = |name: &str| {
            let found = graph.initializer.iter().find(|it| it.name == name);
            found.ok_or_else(|| Problem::Shape(format!("there is no initializer {name}")))
        };
        let tensor = find(&stored.weights)?;
        if let Form::Blocks { scales, zeros, rows, columns, block, bits } = &stored.form {
            let scales = self.numbers(find(scales)?)?.all();
            let zeros =
                zeros.as_ref().map(|it| find(it).and_then(|it| Ok(self.bytes(it)?.unwrap_or_default()))).transpose()?;
            let bytes = self.bytes(tensor)?.unwrap_or_default();
            return Ok(blocks(bytes, &scales, zeros, [*rows, *columns, *block, *bits])?);
        }
        let &[rows, columns] = &*tensor.dims else {
            return Err(Problem::Shape("it has no rows and columns".to_owned()));
        };
        let (rows, columns) = (rows.unsigned_abs() as usize, columns.unsigned_abs() as usize);
        let (n_rows, n_columns) = if stored.is_transposed { (columns, rows) } else { (rows, columns) };
        // The place of a number in the initializer, by the matrix's row and column.
        let at = |row: usize, column: usize| {
            if stored.is_transposed { column * columns + row } else { row * columns + column }
        };
        let Form::Affine { scales, zeros, axis } = &stored.form else {
            let numbers = self.numbers(tensor)?;
            return Ok(Matrix::quantise(n_rows, n_columns, |row, out| {
                out.iter_mut().enumerate().for_each(|(column, x)| *x = numbers.get(at(row, column)));
            })?);
        };
        let scales = self.numbers(find(scales)?)?.all();
        let zeros = match zeros {
            Some(zeros) => self.numbers(find(zeros)?)?.all(),
            None => vec![0.0],
        };
        let n_scales = [rows, columns][*axis];
        if ![1, n_scales].contains(&scales.len()) || ![1, n_scales].contains(&zeros.len()) {
            let why = format!("{} scales and {} zero points for {n_scales} rows", scales.len(), zeros.len());
            return Err(Problem::Shape(why));
        }
        // The axis of the scales is the rows of the matrix.
        let has_row_scales = scales.len() == 1 || (*axis == 0) != stored.is_transposed;
        let is_symmetric = zeros.iter().all(|it| *it == 0.0);
        if has_row_scales && is_symmetric && tensor.data_type == DataType::Int8 as i32 {
            let bytes: Vec<i8> = match self.bytes(tensor)? {
                Some(bytes) => bytes.iter().map(|it| it.cast_signed()).collect(),
                None => tensor.int32_data.iter().map(|&it| it as i8).collect(),
            };
            if !bytes.contains(&i8::MIN) {
                let all = if scales.len() == 1 { vec![scales[0]; n_rows] } else { scales };
                return Ok(as_stored(bytes, &all, n_rows, n_columns, stored.is_transposed.then_some(&at))?);
            }
        }
        let numbers = self.numbers(tensor)?;
        let of = |list: &[f32], row: usize, column: usize| {
            let index = if (*axis == 0) == stored.is_transposed { column } else { row };
            if list.len() == 1 { list[0] } else { list[index] }
        };
        Ok(Matrix::quantise(n_rows, n_columns, |row, out| {
            for (column, x) in out.iter_mut().enumerate() {
                *x = (numbers.get(at(row, column)) - of(&zeros, row, column)) * of(&scales, row, column);
            }
        })?)
    }

    /// Puts the numbers of a tensor into it, as floats where they are halves.
    pub(super) fn inline(&self, tensor: &mut TensorProto) -> Result<(), LoadError> {
        if tensor.data_type == DataType::Float16 as i32 {
            let numbers = self.numbers(tensor)?.all();
            tensor.raw_data = numbers.iter().flat_map(|it| it.to_le_bytes()).collect();
            tensor.data_type = DataType::Float as i32;
            tensor.int32_data.clear();
        } else if tensor.data_location == Some(DataLocation::External as i32) {
            tensor.raw_data = self.bytes(tensor)?.unwrap_or_default().to_vec();
        }
        tensor.data_location = None;
        tensor.external_data.clear();
        Ok(())
    }
}

/// The numbers of a tensor, read one by one, so that no second copy of them is made.
enum Numbers<'t> {
    Floats(&'t [[u8; 4]]),
    Halves(&'t [[u8; 2]]),
    Signed(&'t [u8]),
    Unsigned(&'t [u8]),
    List(Vec<f32>),
}

impl Numbers<'_> {
    fn len(&self) -> usize {
        match self {
            Self::Floats(it) => it.len(),
            Self::Halves(it) => it.len(),
            Self::Signed(it) | Self::Unsigned(it) => it.len(),
            Self::List(it) => it.len(),
        }
    }

    fn get(&self, index: usize) -> f32 {
        match self {
            Self::Floats(it) => f32::from_le_bytes(it[index]),
            Self::Halves(it) => f16::from_le_bytes(it[index]).to_f32(),
            Self::Signed(it) => f32::from(it[index].cast_signed()),
            Self::Unsigned(it) => f32::from(it[index]),
            Self::List(it) => it[index],
        }
    }

    fn all(&self) -> Vec<f32> {
        (0..self.len()).map(|index| self.get(index)).collect()
    }
}

/// Why a matrix cannot be read.
#[derive(Debug)]
pub(super) enum Problem {
    Load(LoadError),
    Shape(String),
}

impl From<LoadError> for Problem {
    fn from(error: LoadError) -> Self {
        Self::Load(error)
    }
}

impl From<String> for Problem {
    fn from(why: String) -> Self {
        Self::Shape(why)
    }
}

/// int8 rows that need no change but their order.
fn as_stored(
    bytes: Vec<i8>,
    scales: &[f32],
    n_rows: usize,
    n_columns: usize,
    reorder: Option<&impl Fn(usize, usize) -> usize>,
) -> Result<Matrix, String> {
    let bytes = match reorder {
        Some(at) => (0..n_rows)
            .flat_map(|row| (0..n_columns).map(move |column| (row, column)))
            .map(|(r, c)| bytes[at(r, c)])
            .collect(),
        None => bytes,
    };
    let said = |error: tract_onnx::prelude::TractError| format!("{error:#}");
    let weights = Tensor::from_shape(&[n_rows, n_columns], &bytes).map_err(said)?;
    let scales = Tensor::from_shape(&[n_rows], scales).map_err(said)?;
    Matrix::new(Arc::new(weights), Arc::new(scales))
}

/// Rows whose blocks have a scale each, as `MatMulNBits` stores them: low bits first, the zero in the middle where none is given.
fn blocks(bytes: &[u8], scales: &[f32], zeros: Option<&[u8]>, sizes: [usize; 4]) -> Result<Matrix, String> {
    let [n_rows, n_columns, block, bits] = sizes;
    let per_byte = 8 / bits;
    let n_blocks = n_columns.div_ceil(block);
    let (row_bytes, zero_bytes) = (n_blocks * block / per_byte, n_blocks.div_ceil(per_byte));
    let fits = bytes.len() == n_rows * row_bytes && scales.len() == n_rows * n_blocks;
    if !fits || zeros.is_some_and(|it| it.len() != n_rows * zero_bytes) {
        return Err(format!(
            "{} bytes and {} scales for {n_rows} rows of {n_blocks} blocks",
            bytes.len(),
            scales.len()
        ));
    }
    let number = |bytes: &[u8], index: usize| {
        let byte = bytes[index / per_byte] >> (bits * (index % per_byte));
        f32::from(byte & (((1u16 << bits) - 1) as u8))
    };
    let middle = f32::from(1u16 << (bits - 1));
    Matrix::quantise(n_rows, n_columns, |row, out| {
        let weights = &bytes[row * row_bytes..][..row_bytes];
        for (column, x) in out.iter_mut().enumerate() {
            let index = column / block;
            let zero = zeros.map_or(middle, |it| number(&it[row * zero_bytes..][..zero_bytes], index));
            *x = (number(weights, column) - zero) * scales[row * n_blocks + index];
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tensor(name: &str, kind: DataType, dims: &[i64], bytes: Vec<u8>) -> TensorProto {
        TensorProto {
            name: name.to_owned(),
            data_type: kind as i32,
            dims: dims.to_vec(),
            raw_data: bytes,
            ..TensorProto::default()
        }
    }

    fn rows(matrix: &Matrix) -> Vec<Vec<f32>> {
        let mut row = vec![0.0; matrix.n_columns()];
        (0..matrix.n_rows())
            .map(|index| {
                matrix.rows().copy(index, &mut row);
                row.clone()
            })
            .collect()
    }

    fn read(graph: &GraphProto, stored: &Stored) -> Vec<Vec<f32>> {
        let files = Files::new();
        let external = External { folder: "", files: &files };
        rows(&external.matrix(graph, stored).expect("it can be read"))
    }

    #[test]
    fn int8_is_taken_as_it_is() {
        let graph = GraphProto {
            initializer: vec![
                tensor("w", DataType::Int8, &[2, 3], vec![127, 2, 255, 4, 129, 6]),
                tensor("s", DataType::Float, &[2], [0.5f32, 2.0].iter().flat_map(|it| it.to_le_bytes()).collect()),
                tensor("t", DataType::Float, &[3], [1f32, 2.0, 3.0].iter().flat_map(|it| it.to_le_bytes()).collect()),
            ],
            ..GraphProto::default()
        };
        let affine = |scales: &str, axis| Form::Affine { scales: scales.to_owned(), zeros: None, axis };
        let plain = Stored { weights: "w".to_owned(), form: affine("s", 0), is_transposed: false };
        assert_eq!(read(&graph, &plain), [[63.5, 1.0, -0.5], [8.0, -254.0, 12.0]]);
        let turned = Stored { weights: "w".to_owned(), form: affine("t", 1), is_transposed: true };
        assert_eq!(read(&graph, &turned), [[127.0, 4.0], [4.0, -254.0], [-3.0, 18.0]]);
    }

    #[test]
    fn four_bits_have_their_zero_in_the_middle_or_given() {
        let form = |zeros: Option<&str>| Form::Blocks {
            scales: "s".to_owned(),
            zeros: zeros.map(str::to_owned),
            rows: 1,
            columns: 4,
            block: 2,
            bits: 4,
        };
        let graph = GraphProto {
            initializer: vec![
                // Two blocks of two numbers: 15, 8 and 0, 9; zeros 8 and 1.
                tensor("w", DataType::Uint8, &[1, 2, 1], vec![0x8f, 0x90]),
                tensor("s", DataType::Float, &[2], [1f32, 7.0].iter().flat_map(|it| it.to_le_bytes()).collect()),
                tensor("z", DataType::Uint8, &[1], vec![0x18]),
            ],
            ..GraphProto::default()
        };
        let stored = |zeros| Stored { weights: "w".to_owned(), form: form(zeros), is_transposed: false };
        let near = |got: Vec<Vec<f32>>, expected: [f32; 4]| {
            let step = expected.iter().fold(0f32, |most, it| most.max(it.abs())) / 127.0;
            assert!(got[0].iter().zip(expected).all(|(a, b)| (a - b).abs() <= step), "{got:?} {expected:?}");
        };
        near(read(&graph, &stored(None)), [7.0, 0.0, -56.0, 7.0]);
        near(read(&graph, &stored(Some("z"))), [7.0, 0.0, -7.0, 56.0]);
    }

    #[test]
    fn unsigned_numbers_lose_their_zero() {
        let graph = GraphProto {
            initializer: vec![
                tensor("w", DataType::Uint8, &[1, 3], vec![0, 128, 255]),
                tensor("s", DataType::Float, &[], 0.5f32.to_le_bytes().to_vec()),
                tensor("z", DataType::Uint8, &[], vec![128]),
            ],
            ..GraphProto::default()
        };
        let form = Form::Affine { scales: "s".to_owned(), zeros: Some("z".to_owned()), axis: 1 };
        let got = read(&graph, &Stored { weights: "w".to_owned(), form, is_transposed: false });
        assert_eq!((got[0][0], got[0][1]), (-64.0, 0.0));
        assert!((got[0][2] - 63.5).abs() < 0.5, "{got:?}");
    }
}
