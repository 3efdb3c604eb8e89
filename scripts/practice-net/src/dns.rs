//! A DNS server (RFC 1035) for the names of [`crate::zone`], over UDP and TCP.

use std::io::{self, BufReader, Read, Write};
use std::net::{SocketAddr, UdpSocket};
use std::sync::Arc;
use std::sync::mpsc::{self, SyncSender};
use std::thread;
use std::time::{Duration, Instant};

use simple_dns::rdata::{A, AAAA, CNAME, MX, NS, OPT, PTR, RData, SOA, TXT};
use simple_dns::{
    CLASS, Name, OPCODE, Packet, PacketFlag, QCLASS, QTYPE, RCODE, ResourceRecord, TYPE,
};

use crate::events::{Event, Service, Transport, What};
use crate::serve::{Connection, Shared};
use crate::zone::{self, Data, Record};

/// What a client takes over UDP if it does not say (RFC 1035, section 4.2.1).
const SMALL_DATAGRAM: u16 = 512;

/// The most that is sent over UDP: this much crosses every network whole (DNS Flag Day 2020).
const LARGE_DATAGRAM: u16 = 1232;

/// The longest message over UDP.
const MAX_DATAGRAM: usize = 65_535;

/// Answers that are late and wait to be sent. What finds no room is lost, as in a router.
const MAX_LATE: usize = 1024;

/// Answers datagrams until the process ends.
pub(crate) fn serve_udp(socket: &UdpSocket, outbox: &mut Outbox) {
    let mut buffer = vec![0; MAX_DATAGRAM];
    loop {
        // Windows reports here that a client has gone; nothing to do with the next one.
        let Ok((length, peer)) = socket.recv_from(&mut buffer) else {
            thread::sleep(Duration::from_millis(10));
            continue;
        };
        outbox.line.tell(peer, What::Received(&buffer[..length]));
        if let Some(reply) = answer(&buffer[..length], Transport::Udp) {
            outbox.answer(reply, peer);
        }
    }
}

/// Sends the answers over UDP, with the trouble that is switched on.
pub(crate) struct Outbox {
    line: Arc<Line>,
    /// How many answers there were, lost ones included.
    count: u64,
    /// Where late answers wait, in their order.
    late: Option<SyncSender<Late>>,
}

/// When a message is due, the message, whom it is for, and whether it is forged.
type Late = (Instant, Vec<u8>, SocketAddr, bool);

/// What sends the messages.
struct Line {
    socket: UdpSocket,
    address: SocketAddr,
    shared: Shared,
}

impl Line {
    fn send(&self, message: &[u8], client: SocketAddr, is_forged: bool) {
        let what = if is_forged { What::Forged } else { What::Sent };
        self.tell(client, what(message));
        let _ = self.socket.send_to(message, client); // the client may have gone
    }

    fn tell(&self, client: SocketAddr, what: What<'_>) {
        let (service, transport, server) = (Service::Dns, Transport::Udp, self.address);
        self.shared.watcher.tell(Event { service, transport, client, server, what });
    }
}

impl Outbox {
    /// # Errors
    /// If the system has no thread left.
    pub(crate) fn new(socket: UdpSocket, shared: Shared) -> io::Result<Outbox> {
        let is_late = shared.trouble.delay.is_some() || shared.trouble.slow.is_some();
        let line = Arc::new(Line { address: socket.local_addr()?, socket, shared });
        let (sender, messages) = mpsc::sync_channel::<Late>(MAX_LATE);
        if is_late {
            let line = Arc::clone(&line);
            thread::Builder::new().spawn(move || {
                for (due, message, client, is_forged) in messages {
                    thread::sleep(due.saturating_duration_since(Instant::now()));
                    thread::sleep(line.shared.trouble.time_for(message.len()));
                    line.send(&message, client, is_forged);
                }
            })?;
        }
        let late = is_late.then_some(sender);
        Ok(Outbox { line, count: 0, late })
    }

    fn answer(&mut self, reply: Vec<u8>, client: SocketAddr) {
        let trouble = Arc::clone(&self.line.shared.trouble);
        for bytes in trouble.forged(&reply) {
            log::info!("trouble: sending a forged reply of {} bytes first", bytes.len());
            self.post(bytes, client, true);
        }
        self.count += 1;
        if trouble.loses(self.count) {
            log::info!("trouble: UDP answer {} is lost", self.count);
            self.line.tell(client, What::Lost(&reply));
        } else {
            self.post(reply, client, false);
        }
    }

    fn post(&self, message: Vec<u8>, client: SocketAddr, is_forged: bool) {
        if let Some(late) = &self.late {
            let due = Instant::now() + self.line.shared.trouble.delay.unwrap_or_default();
            let _ = late.try_send((due, message, client, is_forged)); // no room: it is lost
        } else {
            self.line.send(&message, client, is_forged);
        }
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
    log::info!(
        "dns: the answer has {} bytes, too many for a datagram: it is sent empty, as truncated",
        bytes.len()
    );
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
    let found = match &query.questions[..] {
        _ if query.opcode() != OPCODE::StandardQuery => Found::failure(RCODE::NotImplemented),
        [question] => {
            log::info!(
                "dns: question over {transport}: {}, {}",
                question.qname,
                type_name(question.qtype)
            );
            match (question.qclass, question.qtype) {
                (QCLASS::CLASS(CLASS::IN) | QCLASS::ANY, QTYPE::TYPE(_) | QTYPE::ANY) => {
                    find(&question.qname, question.qtype)?
                }
                _ => Found::failure(RCODE::Refused), // other classes, and whole zones
            }
        }
        _ => Found::failure(RCODE::FormatError),
    };
    log::info!("dns: answering {}, {} records", code_name(found.code), found.answers.len());
    *reply.rcode_mut() = found.code;
    if found.authoritative {
        reply.set_flags(PacketFlag::AUTHORITATIVE_ANSWER);
    }
    reply.answers = found.answers;
    reply.name_servers = found.authority;
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

/// What the zone has for a question.
struct Found<'a> {
    code: RCODE,
    authoritative: bool,
    answers: Vec<ResourceRecord<'a>>,
    authority: Vec<ResourceRecord<'a>>,
}

impl Found<'_> {
    fn failure(code: RCODE) -> Self {
        Found { code, authoritative: false, answers: Vec::new(), authority: Vec::new() }
    }
}

/// Follows `asked` through its aliases to the records of `kind`. Returns `None` if the server is to
/// keep silent.
fn find<'a>(asked: &Name<'a>, kind: QTYPE) -> Option<Found<'a>> {
    let records = zone::records();
    let is_in = |name: &Name<'_>, zones: &[&'static str]| {
        zones
            .iter()
            .map(|zone| Name::new_unchecked(zone))
            .any(|zone| *name == zone || name.is_subdomain_of(&zone))
    };
    let mut found = Found::failure(RCODE::NoError);
    found.authoritative = is_in(asked, &zone::OWN_ZONES);
    let mut name = asked.clone();
    while !found.answers.iter().any(|record| record.name == name) {
        if !is_in(&name, &zone::OWN_ZONES) && !is_in(&name, &zone::REMEMBERED_ZONES) {
            // At the end of a chain this is not a failure: the client asks another server.
            found.code = if found.answers.is_empty() { RCODE::Refused } else { RCODE::NoError };
            return Some(found);
        }
        let here: Vec<&Record> =
            records.iter().filter(|(owner, ..)| name == Name::new_unchecked(owner)).collect();
        match here.first() {
            Some((.., Data::Silent)) => return None,
            Some((.., Data::Broken)) => return Some(Found::failure(RCODE::ServerFailure)),
            Some((.., Data::Refused)) => return Some(Found::failure(RCODE::Refused)),
            _ => {}
        }
        let before = found.answers.len();
        for (_, ttl, data) in &here {
            let rdata = rdata(*data)?;
            if kind == QTYPE::ANY || kind == QTYPE::TYPE(rdata.type_code()) {
                found.answers.push(ResourceRecord::new(name.clone(), CLASS::IN, *ttl, rdata));
            }
        }
        if found.answers.len() > before {
            return Some(found);
        }
        if let Some((_, ttl, data @ Data::Cname(target))) = here.first() {
            found.answers.push(ResourceRecord::new(name.clone(), CLASS::IN, *ttl, rdata(*data)?));
            name = Name::new_unchecked(target);
            continue;
        }
        // No such record, or no such name. A name above another one exists, even if it has nothing
        // of its own (RFC 8020).
        let exists = !here.is_empty()
            || records.iter().any(|(owner, ..)| Name::new_unchecked(owner).is_subdomain_of(&name));
        found.code = if exists { RCODE::NoError } else { RCODE::NameError };
        found.authority = start_of_zone(&name, &records);
        return Some(found);
    }
    Some(found) // the aliases lead in a circle: they are all there is
}

/// The SOA record that says for how long "no" may be remembered (RFC 2308).
fn start_of_zone<'a>(name: &Name<'_>, records: &[Record]) -> Vec<ResourceRecord<'a>> {
    let start = records.iter().find_map(|(owner, ttl, data)| {
        let zone = Name::new_unchecked(owner);
        let inside = *name == zone || name.is_subdomain_of(&zone);
        let soa = rdata(*data).filter(|data| data.type_code() == TYPE::SOA)?;
        inside.then(|| ResourceRecord::new(zone, CLASS::IN, *ttl, soa))
    });
    start.into_iter().collect()
}

/// A row of the table as a record's data.
fn rdata<'a>(data: Data) -> Option<RData<'a>> {
    Some(match data {
        Data::A(address) => RData::A(A::from(address)),
        Data::Aaaa(address) => RData::AAAA(AAAA::from(address)),
        Data::Cname(name) => RData::CNAME(CNAME(Name::new_unchecked(name))),
        Data::Mx(preference, name) => {
            RData::MX(MX { preference, exchange: Name::new_unchecked(name) })
        }
        Data::Ns(name) => RData::NS(NS(Name::new_unchecked(name))),
        Data::Ptr(name) => RData::PTR(PTR(Name::new_unchecked(name))),
        Data::Soa(name) => RData::SOA(SOA {
            mname: Name::new_unchecked(name),
            rname: Name::new_unchecked("hostmaster.gnomon.test"),
            serial: 1,
            refresh: 7200,
            retry: 900,
            expire: 1_209_600,
            minimum: 60,
        }),
        Data::Txt(strings) => {
            let mut text = TXT::new();
            strings.iter().try_for_each(|string| text.add_string(string)).ok()?;
            RData::TXT(text)
        }
        Data::Broken | Data::Refused | Data::Silent => return None,
    })
}
