//! The checks of the worksheet's steps. `cargo course check lookup` runs them; so does `cargo test
//! --test steps`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on says why and stops"
)]

use lookup::{
    Cname, CnameError, HeaderAndQuestion, NameError, check_label, check_name, follow_cnames,
    is_answer_to, reverse_name,
};
use std::net::Ipv4Addr;
use std::panic::resume_unwind;
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

#[test]
fn step_1_writes_the_numbers_from_last_to_first() {
    let name = reverse_name(Ipv4Addr::new(192, 0, 2, 7));
    assert_eq!(name, "7.2.0.192.in-addr.arpa", "reverse_name(192.0.2.7)");
}

#[test]
fn step_1_works_for_every_address() {
    let name = reverse_name(Ipv4Addr::new(127, 0, 0, 1));
    assert_eq!(name, "1.0.0.127.in-addr.arpa", "reverse_name(127.0.0.1)");
    let name = reverse_name(Ipv4Addr::new(8, 18, 128, 255));
    assert_eq!(name, "255.128.18.8.in-addr.arpa", "reverse_name(8.18.128.255)");
}

/// A long text is shown by its length.
fn shown(text: &str) -> String {
    if text.len() > 40 { format!("a text of {} bytes", text.len()) } else { format!("{text:?}") }
}

fn label(label: &str, expected: Result<(), NameError>) {
    assert_eq!(check_label(label), expected, "check_label({})", shown(label));
}

#[test]
fn step_2_accepts_letters_and_digits() {
    label("gnomon", Ok(()));
    label("Web9", Ok(()));
    label("7", Ok(()));
}

#[test]
fn step_2_accepts_hyphens_and_underscores() {
    label("my-web", Ok(()));
    label("_mail", Ok(()));
}

#[test]
fn step_2_refuses_the_empty_label() {
    label("", Err(NameError::EmptyLabel));
}

#[test]
fn step_2_refuses_other_characters() {
    label("two words", Err(NameError::Character(' ')));
    label("web:80", Err(NameError::Character(':')));
}

#[test]
fn step_2_refuses_letters_that_are_not_ascii() {
    label("b\u{fc}cher", Err(NameError::Character('\u{fc}')));
}

#[test]
fn step_2_accepts_63_bytes() {
    label(&"a".repeat(63), Ok(()));
}

#[test]
fn step_2_refuses_64_bytes() {
    label(&"a".repeat(64), Err(NameError::LongLabel));
}

fn name(name: &str, expected: Result<(), NameError>) {
    assert_eq!(check_name(name), expected, "check_name({})", shown(name));
}

/// The longest name there is: 253 bytes.
fn longest_name() -> String {
    let label = "a".repeat(63);
    format!("{label}.{label}.{label}.{}", "b".repeat(61))
}

#[test]
fn step_3_accepts_names() {
    name("gnomon.test", Ok(()));
    name("localhost", Ok(()));
}

#[test]
fn step_3_accepts_one_dot_at_the_end() {
    name("gnomon.test.", Ok(()));
}

#[test]
fn step_3_refuses_nothing_at_all() {
    name("", Err(NameError::Empty));
    name(".", Err(NameError::Empty));
}

#[test]
fn step_3_checks_the_first_label() {
    name("two words.test", Err(NameError::Character(' ')));
}

#[test]
fn step_3_checks_the_labels_behind_it() {
    name("www.two words.test", Err(NameError::Character(' ')));
    name("www.gnomon.te:st", Err(NameError::Character(':')));
}

#[test]
fn step_3_refuses_two_dots_in_a_row() {
    name("gnomon..test", Err(NameError::EmptyLabel));
    name("gnomon.test..", Err(NameError::EmptyLabel));
    name(".test", Err(NameError::EmptyLabel));
}

#[test]
fn step_3_accepts_253_bytes() {
    name(&longest_name(), Ok(()));
}

#[test]
fn step_3_does_not_count_the_dot_at_the_end() {
    name(&format!("{}.", longest_name()), Ok(()));
}

#[test]
fn step_3_refuses_254_bytes() {
    name(&format!("{}b", longest_name()), Err(NameError::LongName));
}

fn heading(id: u16, is_reply: bool, name: &str, record_type: u16) -> HeaderAndQuestion {
    HeaderAndQuestion { id, is_reply, name: name.to_string(), record_type }
}

/// Checks one message against query number 4660: the A record (type 1) of gnomon.test.
fn answers(message: HeaderAndQuestion, expected: bool) {
    let query = heading(4660, false, "gnomon.test", 1);
    let came = is_answer_to(&query, &message);
    let HeaderAndQuestion { id, is_reply, name, record_type } = message;
    let direction = if is_reply { "reply" } else { "query" };
    let call = "is_answer_to(query 4660: gnomon.test, type 1";
    assert_eq!(came, expected, "{call}; {direction} {id}: {name}, type {record_type})");
}

#[test]
fn step_4_knows_its_answer() {
    answers(heading(4660, true, "gnomon.test", 1), true);
}

#[test]
fn step_4_takes_capital_letters_for_small_ones() {
    answers(heading(4660, true, "GNOMON.Test", 1), true);
}

#[test]
fn step_4_refuses_the_answer_to_somebody_else() {
    answers(heading(9, true, "evil.test", 28), false);
}

#[test]
fn step_4_refuses_another_number() {
    answers(heading(4661, true, "gnomon.test", 1), false);
}

#[test]
fn step_4_refuses_another_name() {
    answers(heading(4660, true, "evil.test", 1), false);
    answers(heading(4660, true, "gnomon.tes", 1), false);
}

#[test]
fn step_4_refuses_another_type() {
    answers(heading(4660, true, "gnomon.test", 28), false);
}

#[test]
fn step_4_refuses_a_query() {
    answers(heading(4660, false, "gnomon.test", 1), false);
}

/// Reads aliases, each written `owner=target`.
fn parse(aliases: &[&str]) -> Vec<Cname> {
    let pairs = aliases.iter().filter_map(|alias| alias.split_once('='));
    pairs
        .map(|(owner, target)| Cname { owner: owner.to_string(), target: target.to_string() })
        .collect()
}

fn follow(name: &str, aliases: &[&str], expected: &[&str]) {
    let expected = expected.iter().map(ToString::to_string).collect();
    assert_eq!(
        follow_cnames(name, &parse(aliases)),
        Ok(expected),
        "follow_cnames({name:?}, {aliases:?})"
    );
}

#[test]
fn step_5_a_name_without_an_alias_is_its_own_end() {
    follow("web.test", &[], &["web.test"]);
    follow("web.test", &["ftp.test=web.test"], &["web.test"]);
}

#[test]
fn step_5_follows_one_alias() {
    follow("www.test", &["www.test=web.test"], &["www.test", "web.test"]);
}

#[test]
fn step_5_follows_two_aliases() {
    follow("a.test", &["a.test=b.test", "b.test=c.test"], &["a.test", "b.test", "c.test"]);
}

#[test]
fn step_5_follows_aliases_in_any_order() {
    follow("a.test", &["b.test=c.test", "a.test=b.test"], &["a.test", "b.test", "c.test"]);
}

#[test]
fn step_5_takes_capital_letters_for_small_ones() {
    follow("WWW.test", &["www.test=web.test"], &["WWW.test", "web.test"]);
}

/// Checks a circle on a thread of its own, which has the name of the test: who goes round for ever
/// is left behind.
fn circle(aliases: &'static [&'static str]) {
    let test = thread::current().name().unwrap_or("circle").to_string();
    let (done, finished) = channel();
    let walk = move || done.send(follow_cnames("a.test", &parse(aliases)));
    let walker = thread::Builder::new().name(test).spawn(walk).unwrap();
    match finished.recv_timeout(Duration::from_secs(1)) {
        Ok(came) => {
            assert_eq!(came, Err(CnameError::Loop), "follow_cnames(\"a.test\", {aliases:?})")
        }
        Err(RecvTimeoutError::Timeout) => {
            panic!("follow_cnames(\"a.test\", {aliases:?}) does not end")
        }
        Err(RecvTimeoutError::Disconnected) => resume_unwind(walker.join().unwrap_err()),
    }
}

#[test]
fn step_5_finds_a_circle() {
    circle(&["a.test=b.test", "b.test=a.test"]);
}

#[test]
fn step_5_finds_an_alias_of_itself() {
    circle(&["a.test=A.test"]);
}

#[test]
fn step_5_finds_a_circle_further_on() {
    circle(&["a.test=b.test", "b.test=c.test", "c.test=b.test"]);
}

/// So many aliases, each of the next: n0 of n1, n1 of n2 ...
fn row(count: usize) -> Vec<Cname> {
    (0..count)
        .map(|number| Cname { owner: format!("n{number}"), target: format!("n{}", number + 1) })
        .collect()
}

#[test]
fn step_5_follows_16_aliases() {
    let names = follow_cnames("n0", &row(16)).map(|names| names.len());
    assert_eq!(names, Ok(17), "the number of names in follow_cnames(\"n0\", a row of 16 aliases)");
}

#[test]
fn step_5_gives_up_after_16_aliases() {
    let names = follow_cnames("n0", &row(17)).map(|names| names.len());
    assert_eq!(
        names,
        Err(CnameError::TooLong),
        "the number of names in follow_cnames(\"n0\", a row of 17 aliases)"
    );
}
