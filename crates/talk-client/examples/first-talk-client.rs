//! Connects to a server, sends one text, and prints what comes back.
//! It works, and it has faults. They are left in on purpose.
//! The worksheet, lessons/talk-client.md, makes them happen one by one.

use std::env;
use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().collect();
    let (address, text) = match arguments.as_slice() {
        [_, host, port, text] => (format!("{host}:{port}"), text.as_str()),
        _ => ("127.0.0.1:9087".to_string(), "hello"),
    };

    let mut stream = TcpStream::connect(address)?;
    stream.write_all(text.as_bytes())?;
    stream.shutdown(Shutdown::Write)?; // we send no more, but still receive

    let mut buffer = [0; 1024];
    loop {
        let count = stream.read(&mut buffer)?;
        if count == 0 {
            break;
        }
        println!("Received: {}", String::from_utf8_lossy(&buffer[..count]));
    }
    println!("Connection closed.");
    Ok(())
}
