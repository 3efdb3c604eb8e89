//! A progress bar for what takes longer than a second; the first version is silent until the end.
//! It is drawn on standard error, and only if that is a terminal.

use std::io::{self, Read};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressFinish, ProgressStyle};

/// What ends sooner needs no bar.
const SHOW_AFTER: Duration = Duration::from_secs(1);

/// A source that counts what is read from it.
pub struct ProgressReader<Source> {
    source: Source,
    bar: ProgressBar,
    /// How many times `read` gave bytes.
    pub reads: u64,
}

impl<Source: Read> ProgressReader<Source> {
    /// A reader of `source`, of which `length` bytes are expected, if that is known.
    pub fn new(source: Source, length: Option<u64>) -> Self {
        let template = match length {
            Some(_) => "{bar:30} {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left",
            None => "{spinner} {bytes}, {bytes_per_sec}",
        };
        let style =
            ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = ProgressBar::with_draw_target(length, ProgressDrawTarget::hidden())
            .with_style(style)
            .with_finish(ProgressFinish::AndClear);
        ProgressReader { source, bar, reads: 0 }
    }
}

impl<Source: Read> Read for ProgressReader<Source> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.source.read(buffer)?;
        self.reads += u64::from(count > 0);
        self.bar.inc(count as u64);
        if self.bar.is_hidden() && self.bar.elapsed() > SHOW_AFTER {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        Ok(count)
    }
}
