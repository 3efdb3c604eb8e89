//! The first version, `examples/first-is-ip-and-port.rs`, with the faults that the worksheet shows.

use std::path::Path;
use test_support::{Finished, run};

fn first_check(text: &str) -> Finished {
    // The tests and the examples are built side by side.
    let folder = Path::new(env!("CARGO_BIN_EXE_is-ip-and-port")).with_file_name("examples");
    let name = format!("first-is-ip-and-port{}", std::env::consts::EXE_SUFFIX);
    run(&folder.join(name).to_string_lossy(), &[text], "")
}

#[test]
fn says_yes_to_an_address_and_port() {
    let ran = first_check("127.0.0.1:9087");
    assert_eq!((ran.stdout.as_str(), ran.code), ("yes: 127.0.0.1:9087\n", Some(0)));
}

#[test]
fn has_the_fault_that_every_mistake_gets_the_same_words() {
    for text in ["192.168.1.300:80", "192.168.1.5", "localhost:80", "192.168.1.5:http"] {
        assert_eq!(first_check(text).stdout, format!("malformed socket in {text}\nno: {text}\n"));
    }
}

#[test]
fn has_the_fault_that_a_no_is_exit_code_0() {
    assert_eq!(first_check("nonsense").code, Some(0));
}

#[test]
fn has_the_fault_that_it_accepts_a_port_that_does_not_exist() {
    let said = "port out of range in 1.2.3.4:80000\nyes: 1.2.3.4:80000\n";
    assert_eq!(first_check("1.2.3.4:80000").stdout, said);
    let huge = "1.2.3.4:99999999999999999999";
    assert_eq!(first_check(huge).stdout, format!("malformed socket in {huge}\nno: {huge}\n"));
}

#[test]
fn has_the_fault_that_it_refuses_what_other_programs_take_for_an_address() {
    for text in ["127.1:80", "0x7f.0.0.1:80", "010.0.0.1:80"] {
        assert_eq!(first_check(text).stdout, format!("malformed socket in {text}\nno: {text}\n"));
    }
}

#[test]
fn has_the_fault_that_the_text_reaches_the_terminal_as_it_is() {
    let ran = first_check("1.2.3.4:\x1b[31m");
    assert!(ran.stdout.contains('\x1b'), "{}", ran.stdout);
}
