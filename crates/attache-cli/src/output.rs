//! Where data goes: standard output, or a file that appears only once it is whole.
//!
//! In: the bytes of whole lines. Out: `-o events.jsonl` is written beside itself and renamed at the end, so that nobody ever
//! sees half of it. Known limit: standard output that fills up can end within a line; the exit status says so.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{self, BufWriter, Stdout, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// An open output.
#[derive(Debug)]
pub(crate) enum Output {
    /// Standard output.
    Standard(BufWriter<Stdout>),
    /// A file to be.
    File(BufWriter<NamedTempFile>, PathBuf),
    /// A device or pipe, which is there already and must not be replaced.
    Device(BufWriter<File>, PathBuf),
}

impl Output {
    /// Opens `path`, or standard output where there is none.
    pub(crate) fn open(path: Option<&Path>) -> Result<Self> {
        let Some(path) = path else {
            return Ok(Self::Standard(BufWriter::with_capacity(1 << 16, io::stdout())));
        };
        if std::fs::metadata(path).is_ok_and(|m| !m.is_file()) {
            let file = File::options().write(true).open(path);
            let file =
                file.with_context(|| format!("cannot write {}", path.display()))?;
            return Ok(Self::Device(BufWriter::new(file), path.to_owned()));
        }
        let parent = path.parent().filter(|p| !p.as_os_str().is_empty());
        let folder = parent.unwrap_or(Path::new("."));
        let file = tempfile::Builder::new().prefix(".attache-").tempfile_in(folder);
        let file = file.with_context(|| format!("cannot write {}", path.display()))?;
        Ok(Self::File(BufWriter::new(file), path.to_owned()))
    }

    /// Writes whole lines.
    pub(crate) fn write(&mut self, lines: &[u8]) -> Result<()> {
        self.write_all(lines).with_context(|| format!("cannot write {}", self.name()))
    }

    /// Makes all of it lasting; until then a file does not exist.
    pub(crate) fn end(mut self) -> Result<()> {
        self.flush().with_context(|| format!("cannot write {}", self.name()))?;
        if let Self::File(out, path) = self {
            let failed = || format!("cannot write {}", path.display());
            let file = out.into_inner().map_err(io::IntoInnerError::into_error);
            let file = file.with_context(failed)?;
            share(file.as_file()).with_context(failed)?;
            file.as_file().sync_all().with_context(failed)?;
            file.persist(&path).map_err(|error| error.error).with_context(failed)?;
        }
        Ok(())
    }

    /// What it is called in messages.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Standard(_) => "standard output".to_owned(),
            Self::File(_, path) | Self::Device(_, path) => path.display().to_string(),
        }
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Standard(out) => out.write(bytes),
            Self::File(out, _) => out.write(bytes),
            Self::Device(out, _) => out.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Standard(out) => out.flush(),
            Self::File(out, _) => out.flush(),
            Self::Device(out, _) => out.flush(),
        }
    }
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
