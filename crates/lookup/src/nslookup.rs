//! The results, in nslookup's words. They name the server and every alias, which the first version
//! does not know.

use crate::resolver::{Answer, or_root};
use crate::servers::nslookup_address;
use crate::types::{Data, Record, RecordType};
use std::io::{self, Write};

/// Writes what was found: the server, the aliases, the records.
///
/// # Errors
/// If `out` fails.
pub fn write(answer: &Answer, out: &mut impl Write) -> io::Result<()> {
    if let Some(server) = answer.server {
        writeln!(out, "Server:\t\t{}\nAddress:\t{}\n", server.ip(), nslookup_address(server))?;
    }
    let found = !answer.records.is_empty() || !answer.cnames.is_empty();
    if found && answer.non_authoritative {
        writeln!(out, "Non-authoritative answer:")?;
    }
    for cname in &answer.cnames {
        writeln!(out, "{}\tcanonical name = {}.", cname.owner, cname.target)?;
    }
    for record in &answer.records {
        write_record(record, out)?;
    }
    if found {
        writeln!(out)?;
    }
    Ok(())
}

fn write_record(record: &Record, out: &mut impl Write) -> io::Result<()> {
    let owner = or_root(&record.owner);
    let data = &record.data;
    match (record.record_type, data) {
        (_, Data::Address(address)) => writeln!(out, "Name:\t{owner}\nAddress: {address}"),
        (_, Data::Soa { origin, mailbox, numbers: [serial, refresh, retry, expire, minimum] }) => {
            writeln!(out, "{owner}\n\torigin = {origin}\n\tmail addr = {mailbox}")?;
            writeln!(out, "\tserial = {serial}\n\trefresh = {refresh}\n\tretry = {retry}")?;
            writeln!(out, "\texpire = {expire}\n\tminimum = {minimum}")
        }
        (_, Data::Mx { .. }) => writeln!(out, "{owner}\tmail exchanger = {data}"),
        (_, Data::Text(_)) => writeln!(out, "{owner}\ttext = {data}"),
        (RecordType::CNAME, _) => writeln!(out, "{owner}\tcanonical name = {data}"),
        (RecordType::NS, _) => writeln!(out, "{owner}\tnameserver = {data}"),
        _ => writeln!(out, "{owner}\tname = {data}"),
    }
}
