//! Copies a web page to a file.
//!
//! ```console
//! $ cargo run -p fetch-page                               # https://www.python.org/, if there is internet
//! $ cargo run -p fetch-page -- example.org --out copy.html
//! ```
//!
//! Without internet: `cargo practice` in one terminal, and in another
//!
//! ```console
//! $ cargo run -p fetch-page -- http://127.0.0.1:9080/ --explain
//! ```
//!
//! The copy is `mycopy.html` in the system's folder for temporary files, and is replaced on every run; `--out` gives another
//! file, which must not exist yet, unless `--force` is given. Redirects are followed, at most 10, but never from https back to
//! http. Whatever goes wrong, an older copy stays as it was. What the program cannot do is listed in `src/request.rs`.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use common::escape_untrusted;
use fetch_page::progress::Watched;
use fetch_page::request::{self, Answer};
use fetch_page::save::{self, Part};
use fetch_page::{
    CopyError, MAX_HOPS, Verdict, announced_length, copy_page, failures, next_hop, page_url,
    verdict,
};
use url::Url;

#[derive(clap::Parser)]
#[command(
    version,
    about,
    after_help = "\
Examples:
  fetch-page                                         the page that the course began with
  fetch-page example.org --out copy.html             another page, to another file
  fetch-page http://127.0.0.1:9080/ --explain        a practice page, each step told
Exit codes: 0 saved, 1 not saved, 2 wrong usage."
)]
struct Options {
    /// The page's address; without `://` in it, `https://` is put in front
    #[arg(default_value = "https://www.python.org/")]
    url: String,
    /// Copy to this file, instead of mycopy.html in the folder for temporary files
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
    /// Open the copy in the browser, if it is HTML
    #[arg(long)]
    open: bool,
    /// Refuse a page that is larger
    #[arg(long, value_name = "BYTES", default_value_t = 100_000_000)]
    max_size: u64,
    /// Seconds for the whole page, redirects and all
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    timeout: u64,
    /// Tell each step, with its values
    #[arg(long)]
    explain: bool,
}

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<()> {
    let mut out = common::stdout();
    let deadline = Instant::now() + Duration::from_secs(options.timeout);
    let target = save::target(options.out.as_deref(), options.force)?;
    let mut url = page_url(&options.url).map_err(|why| failures::bad_url(&options.url, &why))?;

    // Ask, and ask again where the answer says that the page is elsewhere.
    let mut hops = 0;
    let answer = loop {
        let answer = ask(&mut out, &url, deadline)?;
        match verdict(answer.status) {
            Verdict::Save => break answer,
            Verdict::Refuse => return Err(failures::status(&url, &answer)),
            Verdict::Follow if hops == MAX_HOPS => return Err(failures::too_many_hops(&url)),
            Verdict::Follow => {
                hops += 1;
                url = follow(&mut out, &url, &answer)?;
            }
        }
    };
    request::refuse_codings(&url, &answer.headers)?;
    let announced =
        announced_length(&answer.headers).map_err(|why| failures::broken_answer(&url, why))?;
    let file_type = request::content_type(&answer.headers).unwrap_or("not said").to_string();
    writeln!(out, "Type:   {}", escape_untrusted(&file_type))?;

    let count = copy(&url, answer, announced, options.max_size, &target)?;
    match announced {
        Some(_) => writeln!(out, "Size:   {count} bytes, as the server announced")?,
        None => writeln!(
            out,
            "Size:   {count} bytes; the server announced no length, so it may be cut short"
        )?,
    }
    writeln!(out, "Saved:  {}", escape_untrusted(target.as_os_str().as_encoded_bytes()))?;
    if let Ok(file_url) = Url::from_file_path(&target) {
        writeln!(out, "Open:   {file_url}")?;
    }
    if options.open {
        save::open_in_browser(&target, &file_type)?;
    }
    Ok(())
}

/// One request, and its answer up to the body.
fn ask(out: &mut impl Write, url: &Url, deadline: Instant) -> anyhow::Result<Answer> {
    writeln!(out, "Asked:  {url}")?;
    let (host, port) =
        (url.host_str().unwrap_or_default(), url.port_or_known_default().unwrap_or_default());
    log::info!(
        "the parts of the URL: scheme {}, host {host}, port {port}, path {}",
        url.scheme(),
        url.path()
    );
    log::info!(
        "socket(), and connect() to port {port} at the address of {host}, which getaddrinfo() finds"
    );
    let answer = request::get(url, deadline)?;
    writeln!(out, "Answer: {}", escape_untrusted(failures::status_line(&answer)))?;
    Ok(answer)
}

/// The URL to which the answer sends us on.
fn follow(out: &mut impl Write, url: &Url, answer: &Answer) -> anyhow::Result<Url> {
    let location = request::values(&answer.headers, "location").first().copied();
    let location = location.ok_or_else(|| failures::no_location(url))?;
    writeln!(out, "Go to:  {}", escape_untrusted(location))?;
    next_hop(url, location).map_err(|why| failures::bad_hop(url, location, &why))
}

/// The body, from the connection to the file. Gives the number of its bytes.
fn copy(
    url: &Url,
    answer: Answer,
    announced: Option<u64>,
    maximum: u64,
    target: &Path,
) -> anyhow::Result<u64> {
    let failure = |error| failures::copy(url, target, error);
    if announced > Some(maximum) {
        return Err(failure(CopyError::TooLarge { maximum }));
    }
    let (part, mut file) = Part::create(target)?;
    let mut body = Watched::new(answer.body, announced);
    let count = copy_page(&mut body, &mut file, announced, maximum).map_err(failure)?;
    log::info!("recv() gave the body in pieces: {} of them, {count} bytes in all", body.reads);
    part.keep(file, count)?;
    Ok(count)
}
