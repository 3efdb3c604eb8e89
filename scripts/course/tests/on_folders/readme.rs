//! What the README copies from elsewhere.

use std::fs;
use std::path::Path;

#[test]
fn the_readme_shows_the_first_server_as_it_is_on_its_first_screen() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let read = |path: &str| fs::read_to_string(repository.join(path)).unwrap();
    let (readme, first) =
        (read("README.md"), read("crates/talk-server/examples/first-talk-server.rs"));
    let block = format!("```rust\n{}\n```\n", first.trim_end());
    let at = readme.find(&block).expect("the README shows the whole file");
    let lines = readme[..at].lines().count();
    assert!(lines <= 10, "the program begins in line {}", lines + 1);
}
