//! The last events, numbered in the order in which they happened. Whoever adds one never waits for
//! those who read.

use std::collections::{HashMap, VecDeque};
use std::net::SocketAddr;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

use practice_net::events::{self, Event, Service, Transport};
use serde::Serialize;

/// How many events are kept.
pub(crate) const MAX_EVENTS: usize = 1000;

/// Of the bytes of one event, this many are kept.
pub(crate) const MAX_BYTES: usize = 16 * 1024;

/// Who is at the server's end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Server {
    /// The DNS server of the practice internet.
    Dns,
    /// Its web server.
    Pages,
    /// Its talk peer.
    Talk,
    /// Whatever is behind the tap.
    Tap,
}

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Kind {
    /// The handshake is over.
    Connected,
    /// Bytes from the client to the server.
    Received,
    /// Bytes from the server to the client.
    Sent,
    /// A forged answer.
    Forged,
    /// An answer that was lost.
    Lost,
    /// The client's end of file: its half of the connection is over.
    ClientEnded,
    /// The server's.
    ServerEnded,
    /// The client reset the connection.
    ClientReset,
    /// The server did.
    ServerReset,
    /// Nothing more comes.
    Closed,
}

/// Something that happened between a client and a server.
#[derive(Debug)]
pub(crate) struct Entry {
    /// Its number, from 1 on.
    pub(crate) id: u64,
    /// When.
    pub(crate) time: SystemTime,
    /// The number of the connection; datagrams of one client are one, too.
    pub(crate) connection: u64,
    /// Who is at the server's end.
    pub(crate) server: Server,
    /// How the bytes travel.
    pub(crate) transport: Transport,
    /// The client's address.
    pub(crate) client: SocketAddr,
    /// The server's address.
    pub(crate) server_address: SocketAddr,
    /// What happened.
    pub(crate) kind: Kind,
    /// True if one half of the connection was over before.
    pub(crate) is_half_closed: bool,
    /// The bytes, or their beginning.
    pub(crate) bytes: Vec<u8>,
    /// How many bytes there were.
    pub(crate) size: usize,
}

/// The events that are kept.
#[derive(Debug, Default)]
pub(crate) struct History {
    state: Mutex<State>,
    added: Condvar,
}

#[derive(Debug, Default)]
struct State {
    entries: VecDeque<Arc<Entry>>,
    last_id: u64,
    /// The connections that are open.
    open: HashMap<(bool, SocketAddr, SocketAddr), Connection>,
    connections: u64,
}

#[derive(Debug, Clone, Copy, Default)]
struct Connection {
    number: u64,
    is_half_closed: bool,
}

impl History {
    /// Adds what the practice internet tells.
    pub(crate) fn add_event(&self, event: Event<'_>) -> Arc<Entry> {
        let server = match event.service {
            Service::Dns => Server::Dns,
            Service::Pages => Server::Pages,
            Service::Talk => Server::Talk,
        };
        let kind = match event.kind {
            events::Kind::Connected => Kind::Connected,
            events::Kind::Received => Kind::Received,
            events::Kind::Sent => Kind::Sent,
            events::Kind::Forged => Kind::Forged,
            events::Kind::Lost => Kind::Lost,
            events::Kind::ClientEnded => Kind::ClientEnded,
            events::Kind::ServerEnded => Kind::ServerEnded,
            events::Kind::Reset => Kind::ClientReset,
            events::Kind::Closed => Kind::Closed,
        };
        self.add(server, event.transport, [event.client, event.server], kind, event.bytes)
    }

    /// Adds an entry. `ends` are the client's and the server's address.
    pub(crate) fn add(
        &self,
        server: Server,
        transport: Transport,
        ends: [SocketAddr; 2],
        kind: Kind,
        bytes: &[u8],
    ) -> Arc<Entry> {
        let mut state = self.lock();
        state.last_id += 1;
        let connection = state.connection(transport, ends, kind);
        let entry = Arc::new(Entry {
            id: state.last_id,
            time: SystemTime::now(),
            connection: connection.number,
            server,
            transport,
            client: ends[0],
            server_address: ends[1],
            kind,
            is_half_closed: connection.is_half_closed,
            bytes: bytes[..bytes.len().min(MAX_BYTES)].to_vec(),
            size: bytes.len(),
        });
        state.entries.push_back(Arc::clone(&entry));
        if state.entries.len() > MAX_EVENTS {
            state.entries.pop_front();
        }
        drop(state);
        self.added.notify_all();
        entry
    }

    /// The entries with numbers above `id`: waits no longer than `time` for the first.
    pub(crate) fn after(&self, id: u64, time: Duration) -> Vec<Arc<Entry>> {
        let state = self.lock();
        let waited = self.added.wait_timeout_while(state, time, |state| state.last_id <= id);
        let state = waited.unwrap_or_else(PoisonError::into_inner).0;
        let first = state.entries.partition_point(|entry| entry.id <= id);
        state.entries.range(first..).cloned().collect()
    }

    /// The entry with this number, if it is still kept.
    pub(crate) fn get(&self, id: u64) -> Option<Arc<Entry>> {
        let state = self.lock();
        let index = state.entries.binary_search_by_key(&id, |entry| entry.id).ok()?;
        state.entries.get(index).cloned()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// The connection between these ends, as it was before `kind`. A new one begins with a
    /// handshake, or with the first datagram of a client.
    fn connection(
        &mut self,
        transport: Transport,
        ends: [SocketAddr; 2],
        kind: Kind,
    ) -> Connection {
        let key = (transport == Transport::Udp, ends[0], ends[1]);
        if kind == Kind::Connected || !self.open.contains_key(&key) {
            self.connections += 1;
            let connection = Connection { number: self.connections, is_half_closed: false };
            self.open.insert(key, connection);
        }
        if self.open.len() > MAX_EVENTS {
            // Clients of datagrams do not say goodbye. The oldest are forgotten.
            let oldest = self.connections.saturating_sub(MAX_EVENTS as u64 / 2);
            self.open.retain(|_, connection| connection.number >= oldest);
        }
        let before = self.open.get(&key).copied().unwrap_or_default();
        if matches!(kind, Kind::ClientEnded | Kind::ServerEnded)
            && let Some(connection) = self.open.get_mut(&key)
        {
            connection.is_half_closed = true;
        } else if kind == Kind::Closed {
            self.open.remove(&key);
        }
        before
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn add(history: &History, port: u16, kind: Kind) -> u64 {
        let ends =
            [SocketAddr::from(([127, 0, 0, 1], port)), SocketAddr::from(([127, 0, 0, 1], 9088))];
        history.add(Server::Talk, Transport::Tcp, ends, kind, &[b'x'; MAX_BYTES + 5]).connection
    }

    #[test]
    fn keeps_the_last_thousand_and_the_beginning_of_their_bytes() {
        let history = History::default();
        for _ in 0..MAX_EVENTS + 10 {
            add(&history, 50000, Kind::Sent);
        }
        assert!(history.get(10).is_none());
        assert!(
            history
                .get(11)
                .is_some_and(|entry| entry.bytes.len() == MAX_BYTES && entry.size == MAX_BYTES + 5)
        );
        assert_eq!(history.after(0, Duration::ZERO).len(), MAX_EVENTS);
        assert_eq!(history.after(1008, Duration::ZERO).len(), 2);
        assert!(history.after(1010, Duration::ZERO).is_empty());
    }

    #[test]
    fn numbers_connections_anew_when_a_port_comes_again() {
        let history = History::default();
        assert_eq!(add(&history, 1, Kind::Connected), 1);
        assert_eq!(add(&history, 2, Kind::Connected), 2);
        assert_eq!(add(&history, 1, Kind::Sent), 1);
        assert_eq!(add(&history, 1, Kind::Closed), 1);
        assert_eq!(add(&history, 1, Kind::Connected), 3);
        assert_eq!(add(&history, 2, Kind::Sent), 2);
    }
}
