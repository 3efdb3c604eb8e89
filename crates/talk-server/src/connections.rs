//! The table of open connections: how many there may be, and how they all end together. The first
//! version had one connection, and everyone else waited.

use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::connection::{Connection, LINGER_TIMEOUT};

/// How many connections may be refused politely at once. Beyond that, we only close them.
const MAX_REFUSALS: usize = 50;

/// What a client is told if there are too many conversations already.
const SERVER_BUSY: &str = "Sorry, too many conversations just now. Please try again later.\n";

/// The table. Its clones are the same table.
#[derive(Debug, Clone)]
pub struct Connections {
    max_conversations: usize,
    table: Arc<Mutex<Table>>,
    changed: Arc<Condvar>,
}

#[derive(Debug, Default)]
struct Table {
    open: Vec<Arc<Connection>>,
    refusals: usize, // how many of the open ones are being refused
    is_stopping: bool,
}

/// A connection's place in the table. Dropping it makes the place free.
#[derive(Debug)]
pub struct Place {
    /// The connection.
    pub connection: Arc<Connection>,
    /// False if there are too many conversations already.
    pub may_talk: bool,
    connections: Connections,
}

impl Connections {
    /// A table with room for `max_conversations`.
    pub fn new(max_conversations: usize) -> Self {
        Connections { max_conversations, table: Arc::default(), changed: Arc::default() }
    }

    /// Gives a new connection its place. Returns `None`, and closes it, if there are too many even
    /// to tell them so, or if the server is stopping. Refusals are counted apart, so that a crowd
    /// that is being refused never takes the place of a conversation.
    pub fn admit(&self, connection: Connection) -> Option<Place> {
        let mut table = self.lock();
        let may_talk = table.open.len() - table.refusals < self.max_conversations;
        if table.is_stopping || !may_talk && table.refusals >= MAX_REFUSALS {
            return None;
        }
        let connection = Arc::new(connection);
        table.open.push(Arc::clone(&connection));
        table.refusals += usize::from(!may_talk);
        Some(Place { connection, may_talk, connections: self.clone() })
    }

    /// Asks the server to stop: no connection is admitted any more.
    pub fn stop(&self) {
        self.lock().is_stopping = true;
        self.changed.notify_all();
    }

    /// Waits until [`Connections::stop`] has been called, by any thread.
    ///
    /// The thread that accepts is then most likely in `accept`. It is left there, and ends with the
    /// program. No call wakes it on every system: shutting a listening socket down does so on Linux
    /// only, and a connection from ourselves cannot get in where the backlog is full.
    pub fn wait_for_stop(&self) {
        drop(self.changed.wait_while(self.lock(), |table| !table.is_stopping));
    }

    /// Half-closes every connection, and waits until all are closed, but no longer than
    /// [`LINGER_TIMEOUT`]. Meanwhile their own threads discard what their peers still send.
    pub fn close_all(&self) {
        let table = self.lock();
        table.open.iter().for_each(|connection| connection.half_close());
        let some_are_open = |table: &mut Table| !table.open.is_empty();
        drop(self.changed.wait_timeout_while(table, LINGER_TIMEOUT, some_are_open));
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Tells the client that there is no room for a conversation, and closes.
    pub fn refuse(self) {
        let _ = (&*self.connection).write_all(SERVER_BUSY.as_bytes()); // an empty buffer takes it
        self.connection.close();
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut table = self.connections.lock();
        table.open.retain(|open| !Arc::ptr_eq(open, &self.connection));
        table.refusals -= usize::from(!self.may_talk);
        self.connections.changed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, TcpListener, TcpStream};
    use std::time::Duration;

    #[test]
    fn refusals_take_no_place_of_a_conversation_and_have_a_limit_of_their_own() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let stream = TcpStream::connect(address).unwrap();
        let connections = Connections::new(2);
        let admit = || {
            let stream = stream.try_clone().unwrap();
            connections.admit(Connection::new(stream, address, Duration::from_secs(1)))
        };
        let may_talk = |place: &Option<Place>| place.as_ref().map(|place| place.may_talk);

        let (first, second) = (admit(), admit());
        assert_eq!((may_talk(&first), may_talk(&second)), (Some(true), Some(true)));
        let refused: Vec<Option<Place>> = (0..MAX_REFUSALS).map(|_| admit()).collect();
        assert!(refused.iter().all(|place| may_talk(place) == Some(false)));
        assert_eq!(may_talk(&admit()), None);
        drop(first);
        let third = admit();
        assert_eq!(may_talk(&third), Some(true), "the refused still linger");
        drop(refused);
        assert_eq!(may_talk(&admit()), Some(false));
        drop((second, third));
        connections.stop();
        connections.wait_for_stop();
        connections.close_all();
        assert_eq!(may_talk(&admit()), None);
    }
}
