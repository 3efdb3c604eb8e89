//! Copies a web page to a file.
//!
//! ```console
//! $ cargo run -p fetch-page                     # https://www.python.org/, if there is internet
//! $ cargo run -p fetch-page -- example.org --out copy.html
//! ```
//!
//! Without internet: `cargo practice` in one terminal, and in another
//!
//! ```console
//! $ cargo run -p fetch-page -- http://127.0.0.1:9080/ --explain
//! ```
//!
//! The copy is `mycopy.html` in the folder for temporary files, and is replaced on every run.
//! `--out` names another file, which must not exist yet, unless `--force` is given. If anything
//! goes wrong, an older copy stays as it was. What the program cannot do is listed in `src/request.rs`.

mod errors;
mod options;
mod output;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use fetch_page::progress::ProgressReader;
use fetch_page::request::Server;
use fetch_page::response::{Response, check_encodings, content_type, header_values, is_html};
use fetch_page::save::{self, PartialFile};
use fetch_page::{
    CopyError, MAX_REDIRECTS, StatusAction, content_length, copy_page, page_url, redirect_target,
    status_action,
};
use options::Options;
use output::print;
use url::Url;

fn main() -> ExitCode {
    let options: Options = common::parse_args();
    common::enable_explain(options.explain);
    common::exit_with(run(&options))
}

fn run(options: &Options) -> anyhow::Result<()> {
    let deadline = Instant::now() + Duration::from_secs(options.timeout);

    // 1. Cut the URL into its parts. Then make a new file: what cannot be saved need not be asked
    //    for. Nothing is sent yet. Here and below, `map_err` puts a sentence from errors.rs in the
    //    place of an error, and `?` ends the program with it.
    let url = page_url(&options.url).map_err(|error| errors::url(&options.url, &error))?;
    let file = PartialFile::create(options.out.as_deref(), options.force).map_err(errors::save)?;

    let (url, response) = follow_redirects(url, deadline)?;
    save_page(&url, response, file, options)
}

/// Asks for the page, and asks again if the response says that it is somewhere else. Returns the
/// last URL, and the response with the page.
fn follow_redirects(mut url: Url, deadline: Instant) -> anyhow::Result<(Url, Response)> {
    let mut redirects = 0;
    loop {
        print("Request", url.as_str())?;

        // 2. Look up the addresses of the host: connections are made to numbers.
        let no_response = |error| errors::request(&url, error);
        let server = Server::look_up(&url, deadline).map_err(no_response)?;

        // 3. Connect to one of them. The two operating systems do that by themselves: no byte of
        //    HTTP has been sent. With https, the two ends then agree on keys (TLS).
        // 4. Send the request: `GET`, the path, and headers, the first of which names the host.
        // 5. Receive the status line and the headers of the response, and leave the body for later.
        let response = server.get().map_err(no_response)?;
        print("Response", response.status_line())?;

        // The status decides: this is the page, or it is somewhere else, or there is none.
        match status_action(response.status) {
            StatusAction::Save => return Ok((url, response)),
            StatusAction::Follow if redirects < MAX_REDIRECTS => url = next_url(&url, &response)?,
            StatusAction::Follow => return Err(errors::too_many_redirects(&url)),
            StatusAction::Refuse => return Err(errors::status(&url, &response)),
        }
        redirects += 1;
    }
}

/// Where the redirect in `response` leads: its header `Location` says that.
fn next_url(url: &Url, response: &Response) -> anyhow::Result<Url> {
    let locations = header_values(&response.headers, "location");
    let Some(location) = locations.first().filter(|location| !location.is_empty()) else {
        return Err(errors::no_location(url, response));
    };
    print("Redirect", location)?;
    redirect_target(url, location).map_err(|error| errors::redirect(url, location, &error))
}

/// Copies the body of `response` to `file`.
fn save_page(
    url: &Url,
    response: Response,
    mut file: PartialFile,
    options: &Options,
) -> anyhow::Result<()> {
    // The headers say how the body was encoded, how long it is, and what it is.
    check_encodings(&response.headers).map_err(|error| errors::encoding(url, &error))?;
    let announced =
        content_length(&response.headers).map_err(|error| errors::length(url, error))?;
    let content_type = content_type(&response.headers).unwrap_or("not given").to_string();
    print("Type", &content_type)?;
    let maximum = options.max_size;
    if announced.is_some_and(|length| length > maximum) {
        return Err(errors::copy(url, CopyError::TooLarge { maximum }));
    }

    // 6. Receive the body in pieces, and write each piece to the file. TCP keeps the bytes in
    //    order, and sends again what was lost; where the page ends, HTTP tells: by a length, by
    //    chunks, or by the end of the connection.
    let certainty = output::certainty(announced, response.is_chunked());
    let mut body = ProgressReader::new(response.body, announced);
    let count = copy_page(&mut body, &mut file.file, announced, maximum)
        .map_err(|error| errors::copy(url, error))?;
    log::info!("read: {count} bytes of body (pieces: {})", body.reads);
    print("Size", format!("{count} bytes{certainty}"))?;
    // Without a length there is nothing to compare. But HTML has an end that can be looked for.
    if announced.is_none() && is_html(&content_type) && !file.ends_like_html().unwrap_or(true) {
        common::note(errors::MAY_BE_CUT_SHORT);
    }

    // 7. The page is whole: give the file its name. Until now, an old copy was left alone.
    let copy = file.persist().map_err(errors::save)?;
    print("Saved", copy.as_os_str().as_encoded_bytes())?;
    print("Open", output::file_url(&copy))?;
    if options.open {
        save::open_in_browser(&copy, &content_type).map_err(errors::save)?;
    }
    Ok(())
}
