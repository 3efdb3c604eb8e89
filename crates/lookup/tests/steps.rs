//! The checks of the worksheet's steps. `cargo course check lookup` runs them; so does `cargo test --test steps`.

use lookup::{Alias, BadChain, BadName, Heading, check_name, follow_aliases, is_answer_to, reverse_name};
use std::net::Ipv4Addr;

/// Checks one call; the message shows it as the learner would write it.
fn check(name: &str, expected: Result<(), BadName>) {
    let shown = if name.len() > 40 { format!("{}...", &name[..40]) } else { name.to_string() };
    assert_eq!(check_name(name), expected, "check_name({shown:?}), {} bytes", name.len());
}

#[test]
fn step_1_accepts_names() {
    check("gnomon.test", Ok(()));
    check("www.Gnomon-9.test", Ok(()));
    check("_mail.gnomon.test", Ok(()));
    check("localhost", Ok(()));
}

#[test]
fn step_1_accepts_one_dot_at_the_end() {
    check("gnomon.test.", Ok(()));
}

#[test]
fn step_1_refuses_what_is_empty() {
    check("", Err(BadName::Empty));
    check("gnomon..test", Err(BadName::EmptyLabel));
    check(".test", Err(BadName::EmptyLabel));
    check("gnomon.test..", Err(BadName::EmptyLabel));
}

#[test]
fn step_1_refuses_other_characters() {
    check("two words.test", Err(BadName::Character(' ')));
    check("http://gnomon.test", Err(BadName::Character(':')));
    check("b\u{fc}cher.test", Err(BadName::Character('\u{fc}')));
}

#[test]
fn step_1_counts_the_bytes_of_a_label() {
    check(&"a".repeat(63), Ok(()));
    check(&"a".repeat(64), Err(BadName::LongLabel));
    check(&format!("www.{}.test", "b".repeat(64)), Err(BadName::LongLabel));
}

#[test]
fn step_1_counts_the_bytes_of_the_whole_name() {
    let label = "a".repeat(63);
    let longest = format!("{label}.{label}.{label}.{}", "b".repeat(61));
    check(&longest, Ok(()));
    check(&format!("{longest}."), Ok(()));
    check(&format!("{longest}b"), Err(BadName::LongName));
}

#[test]
fn step_2_writes_the_numbers_from_last_to_first() {
    let name = reverse_name(Ipv4Addr::new(192, 0, 2, 7));
    assert_eq!(name, "7.2.0.192.in-addr.arpa", "reverse_name(192.0.2.7)");
    let name = reverse_name(Ipv4Addr::new(127, 0, 0, 1));
    assert_eq!(name, "1.0.0.127.in-addr.arpa", "reverse_name(127.0.0.1)");
}

fn heading(id: u16, is_reply: bool, name: &str, record_type: u16) -> Heading {
    Heading { id, is_reply, name: name.to_string(), record_type }
}

/// Checks one message against the query 4660 for the A record (type 1) of gnomon.test.
fn answers(message: Heading, expected: bool) {
    let query = heading(4660, false, "gnomon.test", 1);
    let Heading { id, is_reply, ref name, record_type } = message;
    let direction = if is_reply { "reply" } else { "query" };
    let came = is_answer_to(&query, &message);
    assert_eq!(
        came, expected,
        "is_answer_to(query 4660 gnomon.test type 1, {direction} {id} {name} type {record_type})"
    );
}

#[test]
fn step_3_knows_its_answer() {
    answers(heading(4660, true, "gnomon.test", 1), true);
}

#[test]
fn step_3_takes_capital_letters_for_small_ones() {
    answers(heading(4660, true, "GNOMON.Test", 1), true);
}

#[test]
fn step_3_refuses_another_number() {
    answers(heading(4661, true, "gnomon.test", 1), false);
}

#[test]
fn step_3_refuses_another_question() {
    answers(heading(4660, true, "evil.test", 1), false);
    answers(heading(4660, true, "gnomon.tes", 1), false);
}

#[test]
fn step_3_refuses_another_type() {
    answers(heading(4660, true, "gnomon.test", 28), false);
}

#[test]
fn step_3_refuses_a_query() {
    answers(heading(4660, false, "gnomon.test", 1), false);
}

/// Checks one chain. Each alias is written `owner=target`.
fn follow(name: &str, aliases: &[&str], expected: Result<&[&str], BadChain>) {
    let parsed: Vec<Alias> = aliases
        .iter()
        .filter_map(|alias| alias.split_once('='))
        .map(|(owner, target)| Alias { owner: owner.to_string(), target: target.to_string() })
        .collect();
    let expected = expected.map(|names| names.iter().map(|name| name.to_string()).collect::<Vec<_>>());
    assert_eq!(follow_aliases(name, &parsed), expected, "follow_aliases({name:?}, {aliases:?})");
}

#[test]
fn step_4_a_name_without_an_alias_is_its_own_end() {
    follow("web.test", &[], Ok(&["web.test"]));
    follow("web.test", &["ftp.test=web.test"], Ok(&["web.test"]));
}

#[test]
fn step_4_follows_one_alias() {
    follow("www.test", &["www.test=web.test"], Ok(&["www.test", "web.test"]));
}

#[test]
fn step_4_follows_aliases_in_any_order() {
    follow("a.test", &["b.test=c.test", "a.test=b.test"], Ok(&["a.test", "b.test", "c.test"]));
}

#[test]
fn step_4_takes_capital_letters_for_small_ones() {
    follow("WWW.test", &["www.test=web.test"], Ok(&["WWW.test", "web.test"]));
}

#[test]
fn step_4_finds_a_circle() {
    let (done, finished) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let to = |owner: &str, target: &str| Alias { owner: owner.to_string(), target: target.to_string() };
        let around = follow_aliases("a.test", &[to("a.test", "b.test"), to("b.test", "a.test")]);
        let itself = follow_aliases("a.test", &[to("a.test", "A.test")]);
        let later = follow_aliases("a.test", &[to("a.test", "b.test"), to("b.test", "c.test"), to("c.test", "b.test")]);
        let _ = done.send([around, itself, later]);
    });
    let came = finished.recv_timeout(std::time::Duration::from_secs(1)).ok();
    let circle = || Err::<Vec<String>, _>(BadChain::Loop);
    assert_eq!(came, Some([circle(), circle(), circle()]), "follow_aliases(\"a.test\", three circles)");
}

#[test]
fn step_4_gives_up_after_sixteen_aliases() {
    let alias = |number: usize| Alias { owner: format!("n{number}"), target: format!("n{}", number + 1) };
    let sixteen: Vec<Alias> = (0..16).map(alias).collect();
    let seventeen: Vec<Alias> = (0..17).map(alias).collect();
    let came = follow_aliases("n0", &sixteen).map(|names| names.len());
    assert_eq!(came, Ok(17), "follow_aliases(\"n0\", 16 aliases in a row), number of names");
    let came = follow_aliases("n0", &seventeen).map(|names| names.len());
    assert_eq!(came, Err(BadChain::TooLong), "follow_aliases(\"n0\", 17 aliases in a row), number of names");
}
