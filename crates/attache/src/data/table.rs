//! Tables in tab-separated files: comments, a header, rows; every fault with file and line.
//!
//! In: the text of `roles.tsv`. Out: its [`Row`]s with named cells: `row.cell("word")` is “minister”. Lists inside a cell
//! are parted by “; ”. Known limit: no quoting; a cell cannot hold a tab or a line end.

use super::source::Source;
use crate::error::Fault;
use jiff::civil::Date;

/// One row of a table.
#[derive(Debug, Clone)]
pub struct Row<'t> {
    /// Line in the file, counted from 1.
    pub line: usize,
    text: &'t str,
    /// Where each cell ends; the rest stays unused.
    ends: [u16; MAX_COLUMNS],
}

/// No table has more columns.
const MAX_COLUMNS: usize = 16;

/// A table's rows and the order of its columns.
#[derive(Debug)]
pub struct Table<'t> {
    path: &'t str,
    /// Each with its mark, by which most others are told from it at a glance.
    columns: Vec<(u32, &'t str)>,
    /// The rows, in the order of the file.
    pub rows: Vec<Row<'t>>,
}

impl<'t> Row<'t> {
    /// Finds the cells of a line; counts them all, keeps the first [`MAX_COLUMNS`].
    fn new(line: usize, text: &'t str) -> (Self, usize) {
        let mut row = Self { line, text, ends: [0; MAX_COLUMNS] };
        let mut n = 0;
        for (at, byte) in text.bytes().enumerate() {
            if byte == b'\t' {
                row.set_end(n, at);
                n += 1;
            }
        }
        row.set_end(n, text.len());
        (row, n + 1)
    }

    fn set_end(&mut self, cell: usize, end: usize) {
        if let Some(slot) = self.ends.get_mut(cell) {
            *slot = u16::try_from(end).unwrap_or(u16::MAX);
        }
    }

    fn cell(&self, i: usize) -> &'t str {
        let start = i.checked_sub(1).map_or(0, |before| self.ends[before] as usize + 1);
        trimmed(self.text.get(start..self.ends[i] as usize).unwrap_or(""))
    }
}

/// Without blanks at the ends, which few cells have: looking for them letter by letter takes longer than all else.
fn trimmed(text: &str) -> &str {
    let is_plain = |byte: Option<&u8>| byte.is_none_or(u8::is_ascii_graphic);
    if is_plain(text.as_bytes().first()) && is_plain(text.as_bytes().last()) {
        text
    } else {
        text.trim()
    }
}

/// Parts a text at the first such byte. Cells are short, and a plain loop takes less than a search made for long texts.
pub(crate) fn cut(text: &str, byte: u8) -> (&str, Option<&str>) {
    match text.bytes().position(|b| b == byte) {
        None => (text, None),
        Some(at) => (&text[..at], Some(&text[at + 1..])),
    }
}

/// Length, first and last letter of a name.
fn mark(name: &str) -> u32 {
    let byte = |byte: Option<&u8>| u32::from(byte.copied().unwrap_or_default());
    let bytes = name.as_bytes();
    byte(bytes.first()) << 16 | byte(bytes.last()) << 8 | bytes.len() as u32 & 0xFF
}

impl<'t> Table<'t> {
    /// Reads a table that must have exactly `columns`; rows that do not fit become faults and are left out.
    pub fn read(source: &'t Source, columns: &[&str], faults: &mut Vec<Fault>) -> Self {
        let mut table =
            Self { path: &source.path, columns: Vec::new(), rows: Vec::new() };
        let mut last = "";
        for (n, line) in source.text.lines().enumerate() {
            let line_number = n + 1;
            if line.starts_with('#') || trimmed(line).is_empty() {
                continue;
            }
            if table.columns.is_empty() {
                let cells: Vec<&str> = line.split('\t').collect();
                if cells != columns {
                    let reason = format!(
                        "columns are “{}”; “{}” are wanted",
                        cells.join(" "),
                        columns.join(" ")
                    );
                    faults.push(table.fault(line_number, reason));
                    return table;
                }
                table.columns =
                    cells.into_iter().map(|name| (mark(name), name)).collect();
                continue;
            }
            let (row, n_cells) = Row::new(line_number, line);
            if n_cells != columns.len() {
                let reason = format!(
                    "{n_cells} cells; {} are wanted, parted by tabs",
                    columns.len()
                );
                faults.push(table.fault(line_number, reason));
                continue;
            }
            if line <= last {
                let reason = if line == last {
                    "the row is there twice; once is enough"
                } else {
                    "the row is out of order; rows are sorted by byte"
                };
                faults.push(table.fault(line_number, reason.to_owned()));
            }
            last = line;
            table.rows.push(row);
        }
        table
    }

    /// The cell of `row` in the column of this name; empty where there is no such column.
    pub fn cell(&self, row: &Row<'t>, column: &str) -> &'t str {
        self.column(column).map_or("", |column| row.cell(column))
    }

    /// Where the column of this name stands.
    fn column(&self, name: &str) -> Option<usize> {
        let wanted = mark(name);
        self.columns.iter().position(|(mark, column)| *mark == wanted && *column == name)
    }

    /// The parts of a list cell.
    pub fn list(
        &self,
        row: &Row<'t>,
        column: &str,
    ) -> impl Iterator<Item = &'t str> + use<'t> {
        let mut rest = self.cell(row, column);
        std::iter::from_fn(move || {
            while !rest.is_empty() {
                let (item, after) = cut(rest, b';');
                rest = after.unwrap_or("");
                if !trimmed(item).is_empty() {
                    return Some(trimmed(item));
                }
            }
            None
        })
    }

    /// The row's `from` and `to` as a term; faults where a date is impossible or the wrong way round.
    pub fn term(&self, row: &Row<'t>, faults: &mut Vec<Fault>) -> Term {
        Term::between(self.cell(row, "from"), self.cell(row, "to")).unwrap_or_else(
            |reason| {
                faults.push(self.fault(row.line, reason));
                Term::ALWAYS
            },
        )
    }

    /// A fault at a line of this table.
    pub fn fault(&self, line: usize, reason: String) -> Fault {
        Fault { path: self.path.to_owned(), line, reason }
    }
}

/// First and last day that a row holds; open ends are the ends of the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Term {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

impl Term {
    /// Holds on every day.
    pub const ALWAYS: Self = Self { from: Date::MIN, to: Date::MAX };

    /// Reads `from/to`, each `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or empty.
    pub fn read(text: &str) -> Result<Self, String> {
        let (from, to) = text.split_once('/').unwrap_or((text, text));
        Self::between(from, to)
    }

    /// Reads first and last day; empty is open.
    fn between(from: &str, to: &str) -> Result<Self, String> {
        let from = if from.is_empty() { Date::MIN } else { day(from)?.0 };
        let to = if to.is_empty() { Date::MAX } else { day(to)?.1 };
        if from > to {
            return Err(format!(
                "from {from} is after to {to}; the earlier day comes first"
            ));
        }
        Ok(Self { from, to })
    }

    /// Whether it holds on `day`; without a day, whether it is open towards today.
    pub fn holds(self, day: Option<Date>) -> bool {
        day.map_or(self.to == Date::MAX, |d| self.from <= d && d <= self.to)
    }

    /// Whether both hold on some day.
    pub fn overlaps(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// First and last day of a date as precise as it is written.
fn day(text: &str) -> Result<(Date, Date), String> {
    let wrong = || format!("“{text}” is no date; YYYY, YYYY-MM or YYYY-MM-DD is wanted");
    let (year, rest) = cut(text, b'-');
    let (month, of_month) = rest.map_or((None, None), |rest| {
        let (month, of_month) = cut(rest, b'-');
        (Some(month), of_month)
    });
    let year: i16 = year.parse().map_err(|_| wrong())?;
    let month: Option<i8> = month.map(str::parse).transpose().map_err(|_| wrong())?;
    let of_month: Option<i8> =
        of_month.map(str::parse).transpose().map_err(|_| wrong())?;
    let first = Date::new(year, month.unwrap_or(1), of_month.unwrap_or(1))
        .map_err(|_| wrong())?;
    let last = match (month, of_month) {
        (None, _) => first.last_of_year(),
        (Some(_), None) => first.last_of_month(),
        (Some(_), Some(_)) => first,
    };
    Ok((first, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn terms_are_as_wide_as_they_are_written() {
        let term = Term::read("1991-12-26/2000-02").unwrap();
        assert_eq!((term.from, term.to), (date(1991, 12, 26), date(2000, 2, 29)));
        assert!(Term::read("/1990").unwrap().holds(Some(date(1900, 1, 1))));
        assert!(!Term::read("/1990").unwrap().holds(None));
        assert!(Term::read("2001/1999").unwrap_err().contains("after"));
        assert!(Term::read("2001-13/").unwrap_err().contains("no date"));
    }

    #[test]
    fn rows_that_do_not_fit_are_faults_with_their_line() {
        let text = "# roles\nword\tsector\nking\tGOV\nminister\nbaker\tBUS\n";
        let source = Source { path: "roles.tsv".into(), text: text.into() };
        let mut faults = Vec::new();
        let table = Table::read(&source, &["word", "sector"], &mut faults);
        assert_eq!(table.rows.len(), 2);
        let shown: Vec<String> = faults.iter().map(ToString::to_string).collect();
        assert_eq!(shown[0], "roles.tsv:4: 1 cells; 2 are wanted, parted by tabs");
        assert!(shown[1].starts_with("roles.tsv:5: the row is out of order"));
    }
}
