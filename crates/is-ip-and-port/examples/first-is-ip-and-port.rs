//! Checks whether a text is an IP address and a port.
//! It works, and it has faults. They are left in on purpose.
//! The worksheet, lessons/is-ip-and-port.md, makes them happen one by one.

use std::env;
use std::net::Ipv4Addr;

fn is_ip_and_port(text: &str) -> bool {
    let parts: Vec<&str> = text.split(':').collect();
    if parts.len() != 2 {
        println!("malformed socket in {text}");
        return false;
    }
    match (parts[0].parse::<Ipv4Addr>(), parts[1].parse::<i64>()) {
        (Ok(_), Ok(7..=65535)) => true,
        (Ok(_), Ok(_)) => {
            println!("port out of range in {text}");
            true // reported, but accepted, as in the Python program that this one follows
        }
        _ => {
            println!("malformed socket in {text}");
            false
        }
    }
}

fn main() {
    let text = env::args().nth(1).unwrap_or("127.0.0.1:9087".to_string());
    match is_ip_and_port(&text) {
        true => println!("yes: {text}"),
        false => println!("no: {text}"),
    }
}
