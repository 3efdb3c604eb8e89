//! Doubles a number and says so.

use doubling::{Pair, double};
use std::io::Write;

fn main() -> std::io::Result<()> {
    let pair = Pair { left: 1, right: double(1) };
    writeln!(std::io::stdout(), "{}", pair.sentence())
}
