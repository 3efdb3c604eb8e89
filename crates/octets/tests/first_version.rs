//! The first version, `examples/first-octets.rs`, with the faults that the worksheet shows.

use std::path::Path;
use test_support::{Finished, run};

fn first_octets(address: &str) -> Finished {
    // The tests and the examples are built side by side.
    let folder = Path::new(env!("CARGO_BIN_EXE_octets")).with_file_name("examples");
    let name = format!("first-octets{}", std::env::consts::EXE_SUFFIX);
    run(&folder.join(name).to_string_lossy(), &[address], "")
}

#[test]
fn writes_four_numbers_in_bits() {
    let ran = first_octets("192.168.100.200");
    let expected = "192 is 11000000\n168 is 10101000\n100 is 1100100\n200 is 11001000\n\
        192.168.100.200 is 1100000010101000110010011001000\n";
    assert_eq!((ran.stdout.as_str(), ran.code), (expected, Some(0)));
}

#[test]
fn has_the_fault_that_two_addresses_have_the_same_bits() {
    let bits_of = |address| first_octets(address).stdout.lines().last().map(str::to_string);
    assert_eq!(bits_of("0.0.1.5").as_deref(), Some("0.0.1.5 is 001101"));
    assert_eq!(bits_of("0.0.6.1").as_deref(), Some("0.0.6.1 is 001101"));
}

#[test]
fn has_the_fault_that_it_ends_at_256_without_a_reason() {
    let ran = first_octets("192.168.1.256");
    assert_eq!(ran.stdout, "192 is 11000000\n168 is 10101000\n1 is 1\n");
    assert_eq!(ran.stderr, "Error: ParseIntError { kind: PosOverflow }\n");
    assert_eq!(ran.code, Some(1));
}

#[test]
fn has_the_fault_that_it_takes_what_is_not_an_address() {
    for (text, last_line) in [
        ("192.168", "192.168 is 1100000010101000"),
        ("1.2.3.4.5", "1.2.3.4.5 is 11011100101"),
        ("010.+1", "010.+1 is 10101"),
    ] {
        let ran = first_octets(text);
        assert_eq!((ran.stdout.lines().last(), ran.code), (Some(last_line), Some(0)));
    }
}
