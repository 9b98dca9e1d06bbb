//! From the files that the user names to articles, one after the other, each file opened when its turn comes.
//!
//! In: `report.txt more.jsonl -`. Out: an [`Entry`] for every article and for everything that is none, with file and line.
//! “-” is standard input. Known limit: a file that is neither `.txt` nor `.jsonl` is judged by its first byte.

use attache::article::{self, Article, Line, Lines, MAX_BYTES};
use attache::error::Fault;
use jiff::civil::Date;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// The articles to read.
#[derive(Debug, clap::Args)]
pub(crate) struct InputArgs {
    /// Reports: .txt (one report), .jsonl (one {"id","text",…} a line) or - for standard input
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) known: Known,
}

/// What the user says of text files.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Known {
    /// The day on which text files were published, YYYY-MM-DD
    #[arg(long, value_name = "DATE", value_parser = article::day)]
    published: Option<Date>,
    /// Who published text files
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
}

/// Something in the input: an answer of `T`, or the reason why there is none.
#[derive(Debug)]
pub(crate) struct Entry<T> {
    /// What it is.
    pub(crate) what: Result<T, Fault>,
    /// The bytes of the input up to its end.
    pub(crate) end: u64,
}

/// The size of all files together; `None` where one has none to tell.
pub(crate) fn size(files: &[PathBuf]) -> Option<u64> {
    let size = |path: &PathBuf| {
        std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file).map(|m| m.len())
    };
    files.iter().map(size).sum()
}

/// Every article of the files.
pub(crate) fn articles(
    args: &InputArgs,
) -> impl Iterator<Item = Entry<Article>> + Send + use<> {
    let known = args.known.clone();
    in_turn(args.files.clone(), move |path, file| match file {
        Opened::Lines(reader) => lines(path, reader, article::from_json),
        Opened::Text(reader) => one(text(path, reader, &known)),
    })
}

/// Every line of JSON of the files, as `read` takes it.
pub(crate) fn json_lines<T: Send + 'static>(
    files: &[PathBuf],
    read: fn(&str) -> Result<T, String>,
) -> impl Iterator<Item = Entry<T>> + Send + use<T> {
    in_turn(files.to_vec(), move |path, file| match file {
        Opened::Lines(reader) | Opened::Text(reader) => lines(path, reader, read),
    })
}

type Entries<T> = Box<dyn Iterator<Item = Entry<T>> + Send>;
type Bytes = Box<dyn BufRead + Send>;

/// An open file and what it holds.
enum Opened {
    /// One object of JSON a line.
    Lines(Bytes),
    /// One report.
    Text(Bytes),
}

/// Goes through the files one by one.
fn in_turn<T: Send + 'static>(
    files: Vec<PathBuf>,
    entries: impl Fn(&Path, Opened) -> Entries<T> + Send,
) -> impl Iterator<Item = Entry<T>> + Send {
    let mut before = 0;
    files.into_iter().flat_map(move |path| {
        let start = before;
        before += size(std::slice::from_ref(&path)).unwrap_or(0);
        let found = match open(&path) {
            Ok(file) => entries(&path, file),
            Err(error) => one(Err(unreadable(&path, &error))),
        };
        found.map(move |entry| Entry { end: start + entry.end, ..entry })
    })
}

fn open(path: &Path) -> io::Result<Opened> {
    let mut reader: Bytes = if path == Path::new("-") {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::with_capacity(1 << 16, File::open(path)?))
    };
    let extension =
        path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    let is_lines = match extension.as_deref() {
        Some("jsonl" | "ndjson") => true,
        Some("txt") => false,
        _ => {
            let first = reader.fill_buf()?.iter().find(|b| !b.is_ascii_whitespace());
            first == Some(&b'{')
        }
    };
    Ok(if is_lines { Opened::Lines(reader) } else { Opened::Text(reader) })
}

/// The report of a text file; it is named after the file.
fn text(path: &Path, reader: Bytes, known: &Known) -> Result<Article, Fault> {
    let mut bytes = Vec::new();
    // One byte more than may be: the library tells that it is too long.
    let mut reader = reader.take(MAX_BYTES as u64 + 1);
    reader.read_to_end(&mut bytes).map_err(|error| unreadable(path, &error))?;
    let stem = if path == Path::new("-") { Path::new("stdin") } else { path };
    let id = stem.file_stem().unwrap_or_default().to_string_lossy();
    let article = article::from_text(&id, bytes);
    let article = article.map_err(|reason| fault(path, 0, reason))?;
    let publisher = known.publisher.clone();
    Ok(Article { published: known.published, publisher, ..article })
}

fn lines<T: Send + 'static>(
    path: &Path,
    reader: Bytes,
    read: fn(&str) -> Result<T, String>,
) -> Entries<T> {
    let path = path.to_owned();
    let mut lines = Lines::new(reader).peekable();
    if lines.peek().is_none() {
        let reason = "is empty; one object of JSON a line is wanted".to_owned();
        return one(Err(fault(&path, 0, reason)));
    }
    Box::new(lines.map(move |line| match line {
        Ok(Line { number, end, text }) => {
            let what = text.and_then(|text| read(&text));
            Entry { what: what.map_err(|reason| fault(&path, number, reason)), end }
        }
        Err(error) => Entry { what: Err(unreadable(&path, &error)), end: 0 },
    }))
}

fn one<T: Send + 'static>(what: Result<T, Fault>) -> Entries<T> {
    Box::new(std::iter::once(Entry { what, end: 0 }))
}

fn unreadable(path: &Path, error: &io::Error) -> Fault {
    fault(path, 0, format!("cannot be read: {error}"))
}

fn fault(path: &Path, line: usize, reason: String) -> Fault {
    let path = if path == Path::new("-") { Path::new("standard input") } else { path };
    Fault { path: path.display().to_string(), line, reason }
}
