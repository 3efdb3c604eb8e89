//! Copies a web page to a file: first-fetch-page [URL]
//! It is written as one first writes it. It works, but it has faults; the worksheet finds them.
//! The program in `src/` is the sturdy one.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).unwrap_or("https://www.python.org/".to_string());
    let copy = std::env::temp_dir().join("mycopy.html");

    let response = minreq::get(&url).send()?;
    std::fs::write(&copy, response.as_bytes())?;

    println!("Saved {url} to {}", copy.display());
    Ok(())
}
