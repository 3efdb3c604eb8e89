//! The command line.

use std::path::PathBuf;

/// Copies a web page to a file
#[derive(clap::Parser)]
#[command(
    version,
    after_help = "\
Examples:
  fetch-page                                     the page that the course began with
  fetch-page example.org --out copy.html         another page, to another file
  fetch-page http://127.0.0.1:9080/ --explain    a practice page, each step explained
Exit codes: 0 saved, 1 not saved, 2 wrong usage."
)]
pub(crate) struct Options {
    /// The page's address; without `://` in it, `https://` is put before it
    #[arg(default_value = "https://www.python.org/")]
    pub(crate) url: String,
    /// Copy to this file, instead of mycopy.html in the folder for temporary files
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long)]
    pub(crate) force: bool,
    /// Open the copy in the browser, if it is HTML
    #[arg(long)]
    pub(crate) open: bool,
    /// Refuse a page that is larger
    #[arg(long, value_name = "BYTES", default_value_t = 100_000_000)]
    pub(crate) max_size: u64,
    /// Seconds for the whole page, with all redirects
    #[arg(long, value_name = "SECONDS", default_value_t = 30,
          value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(crate) timeout: u64,
    /// Explain each step, with its values
    #[arg(long)]
    pub(crate) explain: bool,
}
