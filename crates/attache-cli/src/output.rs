//! Where data goes: standard output, or a file that appears only once it is whole.
//!
//! In: the bytes of whole lines. Out: `-o events.jsonl` is written beside itself and renamed at the end, so that nobody ever
//! sees half of it; where the disk of `> events.jsonl` is full, what stands there ends with a whole line, and the error says
//! how many there are. Known limit: of a pipe or device nothing can be taken back.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{self, Seek, SeekFrom, Stdout, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// So many bytes are gathered before they are written.
const GATHERED: usize = 1 << 16;

/// An open output.
#[derive(Debug)]
pub(crate) struct Output {
    target: Target,
    /// Whole lines that wait to be written.
    waiting: Vec<u8>,
    /// Lines that were written.
    n_lines: u64,
}

/// What is written to.
#[derive(Debug)]
enum Target {
    /// Standard output that leads to a terminal, pipe or device.
    Standard(Stdout),
    /// Standard output that leads to a file.
    Redirected(File),
    /// A file to be.
    File(NamedTempFile, PathBuf),
    /// A device or pipe, which is there already and must not be replaced.
    Device(File, PathBuf),
}

impl Output {
    /// Opens `path`, or standard output where there is none.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self> {
        let target = path.map_or_else(|| Ok(Target::standard()), Target::named)?;
        Ok(Self { target, waiting: Vec::with_capacity(GATHERED), n_lines: 0 })
    }

    /// Writes whole lines.
    pub(crate) fn write(&mut self, lines: &[u8]) -> Result<()> {
        self.waiting.extend_from_slice(lines);
        if self.waiting.len() >= GATHERED { self.spill() } else { Ok(()) }
    }

    /// Makes all of it lasting; until then a file does not exist.
    pub(crate) fn end(mut self) -> Result<()> {
        self.spill()?;
        if let Target::File(file, path) = self.target {
            let failed = || format!("cannot write {}", path.display());
            share(file.as_file()).with_context(failed)?;
            file.as_file().sync_all().with_context(failed)?;
            file.persist(&path).map_err(|error| error.error).with_context(failed)?;
        }
        Ok(())
    }

    /// What it is called in messages.
    pub(crate) fn name(&self) -> String {
        match &self.target {
            Target::Standard(_) | Target::Redirected(_) => "standard output".to_owned(),
            Target::File(_, path) | Target::Device(_, path) => path.display().to_string(),
        }
    }

    /// Writes what waits, or as many of its lines as there is room for.
    fn spill(&mut self) -> Result<()> {
        let lines = std::mem::take(&mut self.waiting);
        let (written, end) = self.target.write_lines(&lines);
        self.n_lines += count_lines(&lines[..written]);
        end.with_context(|| {
            let name = self.name();
            match self.target {
                Target::File(..) => format!("cannot write {name}, which stays as it was"),
                Target::Standard(_) | Target::Redirected(_) | Target::Device(..) => {
                    format!("cannot write {name} after {} whole lines", self.n_lines)
                }
            }
        })?;
        self.waiting = lines;
        self.waiting.clear();
        Ok(())
    }
}

impl Target {
    fn standard() -> Self {
        regular(&io::stdout())
            .map_or_else(|| Self::Standard(io::stdout()), Self::Redirected)
    }

    fn named(path: &Path) -> Result<Self> {
        let failed = || format!("cannot write {}", path.display());
        if std::fs::metadata(path).is_ok_and(|m| !m.is_file()) {
            let file = File::options().write(true).open(path).with_context(failed)?;
            return Ok(Self::Device(file, path.to_owned()));
        }
        let parent = path.parent().filter(|p| !p.as_os_str().is_empty());
        let folder = parent.unwrap_or(Path::new("."));
        let file = tempfile::Builder::new().prefix(".attache-").tempfile_in(folder);
        Ok(Self::File(file.with_context(failed)?, path.to_owned()))
    }

    /// Writes lines; tells how many bytes of whole lines stand there, and why not all.
    fn write_lines(&mut self, lines: &[u8]) -> (usize, io::Result<()>) {
        let mut written = 0;
        while written < lines.len() {
            match self.write(&lines[written..]) {
                Ok(0) => {
                    return self.whole(lines, written, io::ErrorKind::WriteZero.into());
                }
                Ok(n) => written += n,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return self.whole(lines, written, error),
            }
        }
        match self.flush() {
            Ok(()) => (written, Ok(())),
            Err(error) => self.whole(lines, written, error),
        }
    }

    /// Takes back what was written of a line that has no end.
    fn whole(
        &mut self,
        lines: &[u8],
        written: usize,
        error: io::Error,
    ) -> (usize, io::Result<()>) {
        let end =
            lines[..written].iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        if let Self::Redirected(file) = self
            && let Ok(length) = file.stream_position()
        {
            let length = length.saturating_sub((written - end) as u64);
            // The error that is told is the one that made it necessary.
            let _ =
                file.set_len(length).and_then(|()| file.seek(SeekFrom::Start(length)));
        }
        (end, Err(error))
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
            Self::Redirected(out) | Self::Device(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(out, _) => out.flush(),
            Self::Redirected(out) | Self::Device(out, _) => out.flush(),
        }
    }
}

/// For writers that know nothing of lines, as Parquet's.
impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        Self::write(self, bytes).map_err(io::Error::other)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.spill().map_err(io::Error::other)
    }
}

fn count_lines(bytes: &[u8]) -> u64 {
    bytes.split(|&b| b == b'\n').skip(1).count() as u64
}

/// The file that standard output leads to, where it is a plain one.
#[cfg(unix)]
fn regular(out: &Stdout) -> Option<File> {
    use std::os::fd::AsFd;
    let file = File::from(out.as_fd().try_clone_to_owned().ok()?);
    file.metadata().is_ok_and(|m| m.is_file()).then_some(file)
}

#[cfg(not(unix))]
fn regular(_: &Stdout) -> Option<File> {
    None
}

/// Others may read the file, as they may any other; temporary files start out private.
#[cfg(unix)]
fn share(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn share(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}

/// Whether the error is a reader of ours that went away, as `head` does.
pub(crate) fn is_closed_pipe(error: &anyhow::Error) -> bool {
    let is_pipe = |e: &io::Error| e.kind() == io::ErrorKind::BrokenPipe;
    error.chain().filter_map(|e| e.downcast_ref::<io::Error>()).any(is_pipe)
}

/// Whether standard output wants colour.
pub(crate) fn wants_colour() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}
