//! The table of open connections: how many there may be, and how they all end together. The first
//! version had one connection, and everyone else waited.

use std::collections::HashMap;
use std::io::Write;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::connection::{Connection, LINGER_TIMEOUT};

/// How many connections may be refused politely at once. Beyond that, we only close them.
const MAX_REFUSALS: usize = 50;

/// What a client is told if there are too many conversations already.
const SERVER_BUSY: &str = "Sorry, too many conversations just now. Please try again later.\n";

/// What to do with a new connection.
#[derive(Debug)]
pub enum Admission {
    /// Hold a conversation.
    Talk(Permit),
    /// There are too many conversations: say so, and close.
    Refuse(Permit),
    /// There are too many even to tell them so, or the server is stopping: it is closed already.
    Drop,
}

/// A connection, with its place in the table. Dropping it makes the place free.
#[derive(Debug)]
pub struct Permit {
    /// The connection.
    pub connection: Arc<Connection>,
    connections: Arc<Connections>,
    id: u64,
    is_refusal: bool,
}

/// The table.
#[derive(Debug)]
pub struct Connections {
    max_conversations: usize,
    table: Mutex<Table>,
    one_has_closed: Condvar,
}

#[derive(Debug, Default)]
struct Table {
    open: HashMap<u64, Arc<Connection>>,
    refusals: usize, // how many of the open ones are being refused
    next_id: u64,
    is_closed: bool,
}

impl Connections {
    /// A table with room for `max_conversations`.
    pub fn new(max_conversations: usize) -> Arc<Self> {
        let table = Mutex::new(Table::default());
        Arc::new(Connections { max_conversations, table, one_has_closed: Condvar::new() })
    }

    /// Gives a new connection its place. Refusals are counted apart, so that a crowd that is being
    /// refused never takes the place of a conversation.
    pub fn admit(self: &Arc<Self>, connection: Connection) -> Admission {
        let mut table = self.lock();
        let is_refusal = table.open.len() - table.refusals >= self.max_conversations;
        if table.is_closed || is_refusal && table.refusals >= MAX_REFUSALS {
            return Admission::Drop;
        }
        let (id, connection) = (table.next_id, Arc::new(connection));
        table.next_id += 1;
        table.refusals += usize::from(is_refusal);
        table.open.insert(id, Arc::clone(&connection));
        let permit = Permit { connection, connections: Arc::clone(self), id, is_refusal };
        if is_refusal { Admission::Refuse(permit) } else { Admission::Talk(permit) }
    }

    /// Half-closes every connection, admits no more, and waits until all are closed, but no longer
    /// than [`LINGER_TIMEOUT`]. Meanwhile their own threads discard what their peers still send.
    pub fn close_all(&self) {
        let mut table = self.lock();
        table.is_closed = true;
        table.open.values().for_each(|connection| connection.half_close());
        let some_are_open = |table: &mut Table| !table.open.is_empty();
        drop(self.one_has_closed.wait_timeout_while(table, LINGER_TIMEOUT, some_are_open));
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Permit {
    /// Tells the client that there is no room, and closes.
    pub fn refuse(self) {
        let _ = (&*self.connection).write_all(SERVER_BUSY.as_bytes()); // an empty buffer takes it
        self.connection.close();
    }
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut table = self.connections.lock();
        table.open.remove(&self.id);
        table.refusals -= usize::from(self.is_refusal);
        self.connections.one_has_closed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::{Ipv4Addr, TcpListener, TcpStream};

    #[test]
    fn refusals_take_no_place_of_a_conversation_and_have_a_limit_of_their_own() {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let stream = TcpStream::connect(address).unwrap();
        let connections = Connections::new(2);
        let admit = || connections.admit(Connection::new(stream.try_clone().unwrap(), address));

        let (first, second) = (admit(), admit());
        assert!(matches!((&first, &second), (Admission::Talk(_), Admission::Talk(_))));
        let refused: Vec<Admission> = (0..MAX_REFUSALS).map(|_| admit()).collect();
        assert!(refused.iter().all(|admission| matches!(admission, Admission::Refuse(_))));
        assert!(matches!(admit(), Admission::Drop));
        drop(first);
        let third = admit();
        assert!(matches!(third, Admission::Talk(_)), "the refused still linger");
        drop(refused);
        assert!(matches!(admit(), Admission::Refuse(_)));
        drop((second, third));
        connections.close_all();
        assert!(matches!(admit(), Admission::Drop));
    }
}
