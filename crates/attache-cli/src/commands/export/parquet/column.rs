//! One column of a Parquet table while it is filled.
//!
//! In: cells. Out: for Norway, then nobody, the value “Norway” and the levels that say: one item, then an empty list.
//! Known limit: lists of texts and of numbers only; no list within a list.

use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Whole,
    Decimal,
    Truth,
    Day,
    Texts,
    Decimals,
}

/// One cell.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    Text(Option<String>),
    Whole(i64),
    Decimal(f64),
    Truth(bool),
    Day(Option<i32>),
    Texts(Vec<Option<String>>),
    Decimals(Vec<f64>),
}

/// Values of one column, with Parquet's levels: how much of a value is there, and whether it goes on the list before it.
#[derive(Debug)]
pub(super) struct Column {
    values: Values,
    there: Vec<i16>,
    goes_on: Vec<i16>,
    is_list: bool,
}

#[derive(Debug)]
enum Values {
    Text(Vec<ByteArray>),
    Whole(Vec<i64>),
    Decimal(Vec<f64>),
    Truth(Vec<bool>),
    Day(Vec<i32>),
}

impl Column {
    /// An empty column.
    pub(super) fn new(kind: Kind) -> Self {
        let values = match kind {
            Kind::Text | Kind::Texts => Values::Text(Vec::new()),
            Kind::Whole => Values::Whole(Vec::new()),
            Kind::Decimal | Kind::Decimals => Values::Decimal(Vec::new()),
            Kind::Truth => Values::Truth(Vec::new()),
            Kind::Day => Values::Day(Vec::new()),
        };
        let is_list = matches!(kind, Kind::Texts | Kind::Decimals);
        Self { values, there: Vec::new(), goes_on: Vec::new(), is_list }
    }

    /// Adds a cell of the column's kind.
    pub(super) fn push(&mut self, cell: Cell) {
        let bytes = |text: String| ByteArray::from(text.into_bytes());
        match (&mut self.values, cell) {
            (Values::Text(values), Cell::Text(text)) => {
                self.there.push(i16::from(text.is_some()));
                values.extend(text.map(bytes));
            }
            (Values::Day(values), Cell::Day(day)) => {
                self.there.push(i16::from(day.is_some()));
                values.extend(day);
            }
            (Values::Whole(values), Cell::Whole(n)) => {
                self.there.push(1);
                values.push(n);
            }
            (Values::Decimal(values), Cell::Decimal(x)) => {
                self.there.push(1);
                values.push(x);
            }
            (Values::Truth(values), Cell::Truth(is_so)) => {
                self.there.push(1);
                values.push(is_so);
            }
            (Values::Text(values), Cell::Texts(texts)) => {
                let items = texts.iter().map(Option::is_some);
                levels(&mut self.there, &mut self.goes_on, items);
                values.extend(texts.into_iter().flatten().map(bytes));
            }
            (Values::Decimal(values), Cell::Decimals(numbers)) => {
                let items = numbers.iter().map(|_| true);
                levels(&mut self.there, &mut self.goes_on, items);
                values.extend(numbers);
            }
            _ => unreachable!("a row has the kinds of its columns"),
        }
    }

    /// Writes all of it.
    pub(super) fn write(
        &self,
        writer: &mut ColumnWriter<'_>,
    ) -> parquet::errors::Result<usize> {
        let there = Some(self.there.as_slice());
        let goes_on = self.is_list.then_some(self.goes_on.as_slice());
        match (writer, &self.values) {
            (ColumnWriter::ByteArrayColumnWriter(to), Values::Text(values)) => {
                to.write_batch(values, there, goes_on)
            }
            (ColumnWriter::Int64ColumnWriter(to), Values::Whole(values)) => {
                to.write_batch(values, there, goes_on)
            }
            (ColumnWriter::Int32ColumnWriter(to), Values::Day(values)) => {
                to.write_batch(values, there, goes_on)
            }
            (ColumnWriter::DoubleColumnWriter(to), Values::Decimal(values)) => {
                to.write_batch(values, there, goes_on)
            }
            (ColumnWriter::BoolColumnWriter(to), Values::Truth(values)) => {
                to.write_batch(values, there, goes_on)
            }
            _ => unreachable!("the schema has the kinds of the columns"),
        }
    }
}

/// The levels of a list: 1 it is empty, 2 an item is not known, 3 an item is there.
fn levels(
    there: &mut Vec<i16>,
    goes_on: &mut Vec<i16>,
    items: impl ExactSizeIterator<Item = bool>,
) {
    if items.len() == 0 {
        there.push(1);
        goes_on.push(0);
    }
    for (i, is_known) in items.enumerate() {
        there.push(2 + i16::from(is_known));
        goes_on.push(i16::from(i > 0));
    }
}
