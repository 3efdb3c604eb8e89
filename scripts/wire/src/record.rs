//! A record for Wireshark: each message as an exported PDU (link type 252), in a pcapng file that
//! is whole after every message. Nothing is made up: no packets, only messages with their protocol,
//! addresses, ports and time.

use std::borrow::Cow;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::time::{Duration, UNIX_EPOCH};

use pcap_file::pcapng::PcapNgWriter;
use pcap_file::pcapng::blocks::enhanced_packet::EnhancedPacketBlock;
use pcap_file::pcapng::blocks::interface_description::{
    InterfaceDescriptionBlock, InterfaceDescriptionOption,
};
use pcap_file::{DataLink, PcapError, PcapResult};
use practice_net::events::Transport;

use crate::decode;
use crate::history::{Entry, Kind, Server};

/// Tags of Wireshark's exported PDUs (`epan/exported_pdu.h`).
mod tag {
    pub(super) const END: u16 = 0;
    pub(super) const DISSECTOR: u16 = 12;
    pub(super) const IPV4_SOURCE: u16 = 20;
    pub(super) const IPV4_DESTINATION: u16 = 21;
    pub(super) const IPV6_SOURCE: u16 = 22;
    pub(super) const IPV6_DESTINATION: u16 = 23;
    pub(super) const PORT_TYPE: u16 = 24;
    pub(super) const SOURCE_PORT: u16 = 25;
    pub(super) const DESTINATION_PORT: u16 = 26;
}

/// Larger than any message, so that a block is written to the file in one piece.
const BUFFER_SIZE: usize = 256 * 1024;

/// The file.
pub(crate) struct Recorder(PcapNgWriter<BufWriter<File>>);

impl Recorder {
    /// Begins a new file at `path`.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(crate) fn create(path: &Path) -> PcapResult<Recorder> {
        let file =
            BufWriter::with_capacity(BUFFER_SIZE, File::create(path).map_err(PcapError::IoError)?);
        let mut writer = PcapNgWriter::new(file)?;
        writer.write_pcapng_block(InterfaceDescriptionBlock {
            linktype: DataLink::WIRESHARK_UPPER_PDU,
            snaplen: 0,
            options: vec![
                InterfaceDescriptionOption::IfName(Cow::Borrowed("practice internet")),
                InterfaceDescriptionOption::IfTsResol(9), // times are in nanoseconds
            ],
        })?;
        writer.get_mut().flush().map_err(PcapError::IoError)?;
        Ok(Recorder(writer))
    }

    /// Adds the message of `entry`, if it has one.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(crate) fn add(&mut self, entry: &Entry) -> PcapResult<()> {
        let (from, to) = match entry.kind {
            Kind::Received => (entry.client, entry.server_address),
            Kind::Sent | Kind::Forged => (entry.server_address, entry.client),
            _ => return Ok(()),
        };
        let mut data = tags(entry, from, to);
        let original_len = u32::try_from(data.len() + entry.size).unwrap_or(u32::MAX);
        data.extend(&entry.bytes);
        self.0.write_pcapng_block(EnhancedPacketBlock {
            interface_id: 0,
            timestamp: entry.time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO),
            original_len,
            data: Cow::Owned(data),
            options: Vec::new(),
        })?;
        self.0.get_mut().flush().map_err(PcapError::IoError)?;
        Ok(())
    }
}

/// What precedes the message: which dissector is to read it, and between whom it travelled.
fn tags(entry: &Entry, from: SocketAddr, to: SocketAddr) -> Vec<u8> {
    let dissector = match entry.server {
        Server::Dns => "dns",
        _ if decode::is_http(entry) => "http",
        _ => "data",
    };
    let port_type: u32 = if entry.transport == Transport::Tcp { 2 } else { 3 };
    let mut bytes = Vec::new();
    let mut add = |tag: u16, value: &[u8]| {
        let padded = value.len().next_multiple_of(4);
        bytes.extend(tag.to_be_bytes());
        bytes.extend(u16::try_from(padded).unwrap_or_default().to_be_bytes());
        bytes.extend(value);
        bytes.extend(std::iter::repeat_n(0, padded - value.len()));
    };
    add(tag::DISSECTOR, dissector.as_bytes());
    for (address, v4, v6) in [
        (from.ip(), tag::IPV4_SOURCE, tag::IPV6_SOURCE),
        (to.ip(), tag::IPV4_DESTINATION, tag::IPV6_DESTINATION),
    ] {
        match address {
            IpAddr::V4(address) => add(v4, &address.octets()),
            IpAddr::V6(address) => add(v6, &address.octets()),
        }
    }
    add(tag::PORT_TYPE, &port_type.to_be_bytes());
    add(tag::SOURCE_PORT, &u32::from(from.port()).to_be_bytes());
    add(tag::DESTINATION_PORT, &u32::from(to.port()).to_be_bytes());
    add(tag::END, &[]);
    bytes
}
