//! A DNS server (RFC 1035) for the names of [`crate::zone`], over UDP and TCP.

use std::io::{self, BufReader, Read, Write};
use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::mpsc::{self, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use simple_dns::rdata::{CNAME, OPT, RData};
use simple_dns::{
    CLASS, Name, OPCODE, Packet, PacketFlag, QCLASS, QTYPE, Question, RCODE, ResourceRecord,
};

use crate::events::{Event, Kind, Service, Transport};
use crate::serve::{Connection, Shared};
use crate::zone;

/// What a client takes over UDP if it does not say (RFC 1035, section 4.2.1).
const SMALL_DATAGRAM: u16 = 512;

/// The most that is sent over UDP: this much crosses every network whole (DNS Flag Day 2020).
const LARGE_DATAGRAM: u16 = 1232;

/// The longest message over UDP.
const MAX_DATAGRAM: usize = 65_535;

/// How many answers wait to be sent. What finds no room is lost, as in a router.
const MAX_WAITING: usize = 1024;

/// The server over UDP, with the trouble that is switched on.
pub(crate) struct UdpServer {
    socket: UdpSocket,
    address: SocketAddr,
    shared: Shared,
}

/// An answer that waits to be sent, or to be lost.
struct Answer {
    due: Instant,
    client: SocketAddr,
    message: Vec<u8>,
    /// `Sent`, `Forged` or `Lost`.
    fate: Kind,
}

impl UdpServer {
    /// Answers datagrams until the process ends: one thread receives, and one sends, in the same
    /// order. So an answer that is late delays none.
    ///
    /// # Errors
    /// If the system has no thread left.
    pub(crate) fn start(socket: UdpSocket, shared: Shared) -> io::Result<()> {
        let server = Arc::new(UdpServer { address: socket.local_addr()?, socket, shared });
        let (outbox, answers) = mpsc::sync_channel(MAX_WAITING);
        let sender = Arc::clone(&server);
        thread::Builder::new().spawn(move || sender.send(answers))?;
        thread::Builder::new().spawn(move || server.receive(&outbox))?;
        Ok(())
    }

    fn receive(&self, outbox: &SyncSender<Answer>) {
        let mut buffer = vec![0; MAX_DATAGRAM];
        let mut count = 0;
        loop {
            // Windows reports here that a client has gone; nothing to do with the next one.
            let Ok((length, client)) = self.socket.recv_from(&mut buffer) else {
                thread::sleep(Duration::from_millis(10));
                continue;
            };
            self.tell(client, Kind::Received, &buffer[..length]);
            let Some(reply) = answer(&buffer[..length], Transport::Udp) else { continue };
            count += 1;
            let trouble = &self.shared.trouble;
            let due = Instant::now() + trouble.delay.unwrap_or_default();
            let post = |message: Vec<u8>, fate: Kind| {
                let _ = outbox.try_send(Answer { due, client, message, fate }); // no room: it is lost
            };
            for message in trouble.forged(&reply) {
                log::info!("trouble: sending a forged reply of {} bytes first", message.len());
                post(message, Kind::Forged);
            }
            if trouble.loses(count) {
                log::info!("trouble: UDP answer {count} is lost");
                post(reply, Kind::Lost);
            } else {
                post(reply, Kind::Sent);
            }
        }
    }

    fn send(&self, answers: mpsc::Receiver<Answer>) {
        for Answer { due, client, message, fate } in answers {
            thread::sleep(due.saturating_duration_since(Instant::now()));
            if fate == Kind::Lost {
                self.tell(client, fate, &message);
                continue;
            }
            thread::sleep(self.shared.trouble.time_for(message.len()));
            self.tell(client, fate, &message);
            let _ = self.socket.send_to(&message, client); // the client may have gone
        }
    }

    fn tell(&self, client: SocketAddr, kind: Kind, bytes: &[u8]) {
        let (service, transport, server) = (Service::Dns, Transport::Udp, self.address);
        self.shared.watcher.tell(Event { service, transport, client, server, kind, bytes });
    }
}

/// Answers the questions of one connection. Each message follows its length (RFC 1035, 4.2.2).
pub(crate) fn converse(connection: &mut Connection) -> io::Result<()> {
    let mut connection = BufReader::new(connection); // a message in one receive, not in two
    loop {
        let mut length = [0; 2];
        match connection.read_exact(&mut length) {
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(()),
            outcome => outcome?,
        }
        let mut query = vec![0; usize::from(u16::from_be_bytes(length))];
        connection.read_exact(&mut query)?;
        if let Some(reply) = answer(&query, Transport::Tcp)
            && let Ok(length) = u16::try_from(reply.len())
        {
            connection.get_mut().write_all(&[&length.to_be_bytes(), &reply[..]].concat())?;
        }
    }
}

/// The reply to the message in `bytes`, as bytes. Returns `None` if silence is the answer.
fn answer(bytes: &[u8], transport: Transport) -> Option<Vec<u8>> {
    let Ok(query) = Packet::parse(bytes) else {
        log::info!("dns: {} bytes over {transport} that are not a query", bytes.len());
        return format_error(bytes);
    };
    if query.has_flags(PacketFlag::RESPONSE) {
        return None; // never answer an answer: two servers would never stop
    }
    if query.opt().is_some_and(|opt| opt.version != 0) {
        log::info!("dns: answering BADVERS, as this server knows EDNS version 0 only");
        return bad_version(&query);
    }
    let mut reply = reply(&query, transport)?;
    let bytes = reply.build_bytes_vec_compressed().ok()?;
    let offered = query.opt().map_or(SMALL_DATAGRAM, |opt| opt.udp_packet_size);
    if transport == Transport::Tcp
        || bytes.len() <= offered.clamp(SMALL_DATAGRAM, LARGE_DATAGRAM).into()
    {
        return Some(bytes);
    }
    log::info!("dns: {} bytes are too many for a datagram: sent empty, as truncated", bytes.len());
    reply.set_flags(PacketFlag::TRUNCATION);
    reply.answers.clear();
    reply.name_servers.clear();
    reply.build_bytes_vec_compressed().ok()
}

/// The whole reply to `query`. Returns `None` if the name is one that is never answered.
fn reply<'a>(query: &Packet<'a>, transport: Transport) -> Option<Packet<'a>> {
    let mut reply = Packet::new_reply(query.id());
    *reply.opcode_mut() = query.opcode();
    reply.set_flags(PacketFlag::RECURSION_AVAILABLE);
    if query.has_flags(PacketFlag::RECURSION_DESIRED) {
        reply.set_flags(PacketFlag::RECURSION_DESIRED);
    }
    reply.questions.clone_from(&query.questions);
    if query.opt().is_some() {
        *reply.opt_mut() =
            Some(OPT { opt_codes: Vec::new(), udp_packet_size: LARGE_DATAGRAM, version: 0 });
    }
    let code = match &query.questions[..] {
        _ if query.opcode() != OPCODE::StandardQuery => RCODE::NotImplemented,
        [question] => look_up(question, transport, &mut reply)?,
        _ => RCODE::FormatError,
    };
    log::info!("dns: answering {}, {} records", code_name(code), reply.answers.len());
    *reply.rcode_mut() = code;
    Some(reply)
}

/// The reply to what cannot be read: the header alone, with its id. Returns `None` if it has no
/// header, or is an answer itself.
fn format_error(query: &[u8]) -> Option<Vec<u8>> {
    let header = query.first_chunk::<12>()?;
    if header[2] & 0x80 != 0 {
        return None;
    }
    let mut reply = Packet::new_reply(u16::from_be_bytes([header[0], header[1]]));
    *reply.rcode_mut() = RCODE::FormatError;
    reply.build_bytes_vec().ok()
}

/// The reply to a query in a later version of EDNS (RFC 6891, section 6.1.3). The upper eight bits
/// of its response code, BADVERS or 16, are the first byte of OPT's time to live. simple-dns writes
/// them into the last one, so OPT is put together here.
fn bad_version(query: &Packet<'_>) -> Option<Vec<u8>> {
    let mut reply = Packet::new_reply(query.id());
    reply.questions.clone_from(&query.questions);
    let mut bytes = reply.build_bytes_vec().ok()?;
    *bytes.get_mut(11)? = 1; // one additional record
    let [high, low] = LARGE_DATAGRAM.to_be_bytes();
    bytes.extend([0, 0, 41, high, low, 1, 0, 0, 0, 0, 0]);
    Some(bytes)
}

/// As dig writes it.
fn type_name(kind: QTYPE) -> String {
    match kind {
        QTYPE::TYPE(kind) => format!("{kind:?}"),
        other => format!("{other:?}"),
    }
}

/// As dig writes it.
fn code_name(code: RCODE) -> &'static str {
    match code {
        RCODE::NoError => "NOERROR",
        RCODE::FormatError => "FORMERR",
        RCODE::ServerFailure => "SERVFAIL",
        RCODE::NameError => "NXDOMAIN",
        RCODE::Refused => "REFUSED",
        _ => "NOTIMP", // the only other one that is sent here
    }
}

/// Follows the name that is asked for through its aliases to its records, puts them into `reply`,
/// and returns the response code. Returns `None` if silence is the answer.
fn look_up<'a>(
    question: &Question<'a>,
    transport: Transport,
    reply: &mut Packet<'a>,
) -> Option<RCODE> {
    log::info!("dns: question over {transport}: {}, {}", question.qname, type_name(question.qtype));
    let is_internet = matches!(question.qclass, QCLASS::CLASS(CLASS::IN) | QCLASS::ANY);
    if !is_internet || !matches!(question.qtype, QTYPE::TYPE(_) | QTYPE::ANY) {
        return Some(RCODE::Refused); // other classes, and whole zones
    }
    let mut name = question.qname.clone();
    if let Some((_, code)) =
        zone::FAILURES.iter().find(|(failing, _)| name == Name::new_unchecked(failing))
    {
        return *code;
    }
    if zone::start_of_authority(&name).is_some() {
        reply.set_flags(PacketFlag::AUTHORITATIVE_ANSWER);
    }
    while !reply.answers.iter().any(|record| record.name == name) {
        let start = zone::start_of_authority(&name);
        let is_remembered =
            zone::REMEMBERED.iter().any(|zone| zone::is_in(&name, &Name::new_unchecked(zone)));
        if start.is_none() && !is_remembered {
            // At the end of a chain this is not a failure: the client asks another server.
            let is_chain = !reply.answers.is_empty();
            return Some(if is_chain { RCODE::NoError } else { RCODE::Refused });
        }
        let here: Vec<ResourceRecord<'_>> =
            zone::RECORDS.iter().filter(|record| record.name == name).cloned().collect();
        let before = reply.answers.len();
        reply.answers.extend(here.iter().filter(|r| r.match_qtype(question.qtype)).cloned());
        if reply.answers.len() > before {
            return Some(RCODE::NoError);
        }
        if let [alias, ..] = &here[..]
            && let RData::CNAME(CNAME(target)) = &alias.rdata
        {
            name = target.clone();
            reply.answers.push(alias.clone());
            continue;
        }
        // No such record, or no such name. A name above another one exists, even if it has nothing
        // of its own (RFC 8020). The SOA record says for how long "no" may be remembered (RFC 2308).
        reply.name_servers.extend(start.cloned());
        let exists = zone::RECORDS.iter().any(|record| zone::is_in(&record.name, &name));
        return Some(if exists { RCODE::NoError } else { RCODE::NameError });
    }
    Some(RCODE::NoError) // the aliases lead in a circle: they are all there is
}
