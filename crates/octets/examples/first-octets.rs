//! Writes the four numbers of an IPv4 address in bits.
//! It works, and it has faults. They are left in on purpose.
//! The worksheet, lessons/octets.md, makes them happen one by one.

use std::env;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let address = env::args().nth(1).unwrap_or("192.168.1.5".to_string());
    let mut all_bits = String::new();
    for part in address.split('.') {
        let number: u8 = part.parse()?;
        let bits = format!("{number:b}");
        println!("{number} is {bits}");
        all_bits.push_str(&bits);
    }
    println!("{address} is {all_bits}");
    Ok(())
}
