//! A first talk-server: waits on a port, and answers the first client that connects.
//! It works, and it has faults. They are left in on purpose.
//! The worksheet, lessons/talk-server.md, makes them happen one by one.

use std::error::Error;
use std::io::{Read, Write};
use std::net::TcpListener;

fn main() -> Result<(), Box<dyn Error>> {
    let address = std::env::args().nth(1).unwrap_or("127.0.0.1:9087".to_string());
    println!("Starting server.");
    let listener = TcpListener::bind(address)?; // socket, bind and listen in one call
    println!("Listening on {}", listener.local_addr()?);

    let (mut client, its_address) = listener.accept()?; // waits until somebody connects
    println!("Connected with {its_address}");
    let mut buffer = [0; 1024];
    loop {
        let length = client.read(&mut buffer)?; // waits until something comes
        let text = str::from_utf8(&buffer[..length])?;
        println!("I got {text}");
        client.write_all(format!("You said {text}\n").as_bytes())?;
        if text.contains("bye") {
            break;
        }
    }
    println!("Stopping server.");
    Ok(())
}
