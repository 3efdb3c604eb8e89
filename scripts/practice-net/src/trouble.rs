//! The network's bad days, on demand. Nothing is left to chance: the same questions meet the same
//! trouble again.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::num::{NonZeroU32, NonZeroU64};
use std::time::Duration;

use simple_dns::rdata::{A, AAAA, RData};
use simple_dns::{CLASS, Name, Packet, QTYPE, Question, ResourceRecord, TYPE};

/// A longer delay is taken for a slip of the hand.
const MAX_DELAY: Duration = Duration::from_secs(60);

/// What is switched on. The default is nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, clap::Args)]
#[command(next_help_heading = "Trouble (all of it can be combined)")]
pub struct Trouble {
    /// Send every answer late, for example: --delay 300ms
    #[arg(long, value_name = "TIME", value_parser = parse_delay)]
    pub delay: Option<Duration>,
    /// Lose every Nth answer over UDP, for example every third: --lose 3
    #[arg(long, value_name = "N")]
    pub lose: Option<NonZeroU64>,
    /// Cut every page after this many bytes of its body, for example: --cut 500
    #[arg(long, value_name = "BYTES")]
    pub cut: Option<usize>,
    /// Send at most this many bytes a second on each connection, for example: --slow 100
    #[arg(long, value_name = "BYTES")]
    pub slow: Option<NonZeroU32>,
    /// Lie before each true answer. Over UDP: two forged replies, with a wrong id, then with a
    /// wrong name. The talk peer: a line that a terminal would obey
    #[arg(long)]
    pub lie: bool,
}

/// A time such as `300ms` or `2s`.
fn parse_delay(text: &str) -> Result<Duration, String> {
    let (number, milliseconds) = match text.strip_suffix("ms") {
        Some(number) => (number, 1),
        None => (text.strip_suffix('s').unwrap_or_default(), 1000),
    };
    let number: u64 = number.parse().map_err(|_| "write a time such as 300ms or 2s".to_owned())?;
    let delay = Duration::from_millis(number.saturating_mul(milliseconds));
    if delay > MAX_DELAY { Err("at most 60s".to_owned()) } else { Ok(delay) }
}

impl Trouble {
    /// A line for each thing that is switched on.
    pub fn lines(&self) -> Vec<String> {
        let delay = self.delay.map(|delay| format!("every answer comes {delay:?} late"));
        let lose = self.lose.map(|nth| match nth.get() {
            1 => "every UDP answer is lost".to_owned(),
            nth => format!("of every {nth} UDP answers, the last one is lost"),
        });
        let cut =
            self.cut.map(|bytes| format!("every page is cut after {bytes} bytes of its body"));
        let slow = self.slow.map(|bytes| format!("at most {bytes} bytes a second are sent"));
        let lie = "forged answers come before each true one".to_owned();
        [delay, lose, cut, slow, self.lie.then_some(lie)].into_iter().flatten().collect()
    }

    /// True if the `count`th UDP answer is to be lost.
    pub(crate) fn loses(&self, count: u64) -> bool {
        self.lose.is_some_and(|nth| count % nth == 0)
    }

    /// How many of `length` bytes are sent in one go.
    pub(crate) fn piece(&self, length: usize) -> usize {
        let piece = self.slow.map_or(u32::MAX, |rate| (rate.get() / 10).max(1));
        length.min(usize::try_from(piece).unwrap_or(usize::MAX))
    }

    /// How long `length` bytes take.
    pub(crate) fn time_for(&self, length: usize) -> Duration {
        self.slow.map_or(Duration::ZERO, |rate| {
            #[expect(clippy::cast_precision_loss, reason = "a message is far smaller than 2^52")]
            Duration::from_secs_f64(length as f64 / f64::from(rate.get()))
        })
    }

    /// The body of a page, cut.
    pub(crate) fn cut<'a>(&self, body: &'a [u8]) -> &'a [u8] {
        &body[..self.cut.map_or(body.len(), |most| most.min(body.len()))]
    }

    /// The forged replies that precede `reply`.
    pub(crate) fn forged(&self, reply: &[u8]) -> Vec<Vec<u8>> {
        if self.lie { forge(reply).unwrap_or_default() } else { Vec::new() }
    }
}

/// What somebody would send who has seen the question, but not all of it: first with the right
/// name and a wrong id, then with the right id and a wrong name. Both hold a false address.
fn forge(reply: &[u8]) -> Option<Vec<Vec<u8>>> {
    let reply = Packet::parse(reply).ok()?;
    let question = reply.questions.first()?;
    let rdata = match question.qtype {
        QTYPE::TYPE(TYPE::AAAA) => {
            RData::AAAA(AAAA::from(Ipv6Addr::new(0x2001, 0xdb8, 0xbad, 0, 0, 0, 0, 1)))
        }
        _ => RData::A(A::from(Ipv4Addr::new(203, 0, 113, 66))),
    };
    let forged = |id: u16, qname: Name<'_>| {
        let record = ResourceRecord::new(qname.clone(), CLASS::IN, 300, rdata.clone());
        let mut forged = Packet::new_reply(id);
        forged.questions.push(Question { qname, ..question.clone() });
        forged.answers.push(record);
        forged.build_bytes_vec_compressed().ok()
    };
    let wrong_id = forged(reply.id().wrapping_add(1), question.qname.clone())?;
    let wrong_name = forged(reply.id(), Name::new_unchecked("forged.example.test"))?;
    Some(vec![wrong_id, wrong_name])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_a_time_with_its_unit_and_nothing_else() {
        for (text, milliseconds) in [("300ms", 300), ("0ms", 0), ("2s", 2000), ("60s", 60_000)] {
            assert_eq!(parse_delay(text), Ok(Duration::from_millis(milliseconds)), "{text}");
        }
        for wrong in ["", "300", "ms", "-1s", "1.5s", "61s", "99999999999999999999s", "1m", "s"] {
            assert!(parse_delay(wrong).is_err(), "{wrong}");
        }
        assert!(parse_delay("18446744073709551615s").is_err());
    }

    #[test]
    fn paces_bytes_without_ever_sending_none() {
        let slow = |rate| Trouble { slow: NonZeroU32::new(rate), ..Trouble::default() };
        assert_eq!((slow(100).piece(5000), slow(1).piece(5000), slow(100).piece(3)), (10, 1, 3));
        assert_eq!(slow(100).time_for(250), Duration::from_millis(2500));
        assert_eq!(Trouble::default().piece(5000), 5000);
    }
}
