//! The first version of `lookup`: it asks the operating system for the addresses of a name.
//! It works, and it has faults. They are left in on purpose.
//! The worksheet, lessons/lookup.md, makes them happen one by one.

use std::net::ToSocketAddrs;
use std::{env, io};

fn main() -> io::Result<()> {
    // The name is the first argument; without one it is `localhost`.
    let name = env::args().nth(1).unwrap_or("localhost".to_string());

    // The operating system does the asking. It wants a port as well: 0 will do.
    let addresses = (name.as_str(), 0).to_socket_addrs()?;

    for address in addresses {
        println!("{name} has the address {}", address.ip());
    }
    Ok(())
}
