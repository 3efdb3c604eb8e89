//! The results, in nslookup's words. They name the server and every alias, which the first version
//! does not know.

use crate::resolver::{Answer, or_root};
use crate::servers::nslookup_address;
use crate::types::RecordType;
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
        let (owner, data) = (or_root(&record.owner), &record.data);
        match record.record_type {
            RecordType::A | RecordType::AAAA => writeln!(out, "Name:\t{owner}\nAddress: {data}")?,
            RecordType::CNAME => writeln!(out, "{owner}\tcanonical name = {data}")?,
            RecordType::MX => writeln!(out, "{owner}\tmail exchanger = {data}")?,
            RecordType::NS => writeln!(out, "{owner}\tnameserver = {data}")?,
            RecordType::SOA => write_soa(owner, data, out)?,
            RecordType::TXT => writeln!(out, "{owner}\ttext = {data}")?,
            _ => writeln!(out, "{owner}\tname = {data}")?,
        }
    }
    if found {
        writeln!(out)?;
    }
    Ok(())
}

fn write_soa(owner: &str, data: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{owner}")?;
    let labels = ["origin", "mail addr", "serial", "refresh", "retry", "expire", "minimum"];
    for (label, value) in labels.iter().zip(data.split(' ')) {
        writeln!(out, "\t{label} = {}", value.strip_suffix('.').unwrap_or(value))?;
    }
    Ok(())
}
