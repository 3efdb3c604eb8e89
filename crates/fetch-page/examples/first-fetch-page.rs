//! Copies a web page to a file: first-fetch-page [URL]
//! It works, and it has faults. They are left in on purpose.
//! The worksheet, lessons/fetch-page.md, makes them happen one by one.

use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).unwrap_or("https://www.python.org/".to_string());
    let copy = std::env::temp_dir().join("mycopy.html");

    let response = minreq::get(&url).send()?; // connects, asks and receives
    std::fs::write(&copy, response.as_bytes())?;

    println!("Saved {url} to {}", copy.display());
    Ok(())
}
