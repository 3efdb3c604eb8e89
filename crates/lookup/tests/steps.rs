//! The tests of the worksheet's steps. `cargo course check lookup` runs them, and so does
//! `cargo test --test steps`. Each step is also tested against the same rule, written another way.

#![allow(
    clippy::panic,
    clippy::print_stderr,
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

/// Step 1: the name under which the name of an address is kept.
fn reversed(address: &str, expected: &str) {
    let address: Ipv4Addr = address.parse().unwrap_or(Ipv4Addr::UNSPECIFIED);
    let name = || -> String { reverse_name(address) };
    assert_eq!(name(), expected, "reverse_name({address})");
}

#[test]
fn step_1_writes_the_numbers_from_last_to_first() {
    reversed("192.0.2.7", "7.2.0.192.in-addr.arpa");
}

#[test]
fn step_1_works_for_every_address() {
    reversed("127.0.0.1", "1.0.0.127.in-addr.arpa");
    reversed("8.18.128.255", "255.128.18.8.in-addr.arpa");
    reversed("0.0.0.0", "0.0.0.0.in-addr.arpa");
    reversed("255.255.255.255", "255.255.255.255.in-addr.arpa");
    // Another way: the parts of the address as text, in the other order.
    for number in (0..=u32::MAX).step_by(0x0103_0507) {
        let address = Ipv4Addr::from(number).to_string();
        let mut parts: Vec<&str> = address.split('.').collect();
        parts.reverse();
        reversed(&address, &format!("{}.in-addr.arpa", parts.join(".")));
    }
}

/// A long text is shown by its length.
fn shown(text: &str) -> String {
    match (text.len(), text.strip_suffix('.')) {
        (..=40, _) => format!("{text:?}"),
        (_, Some(rest)) => format!("a text of {} bytes and a dot", rest.len()),
        (length, None) => format!("a text of {length} bytes"),
    }
}

/// Step 2: a label, and what is wrong with it.
fn label(label: &str, expected: Result<(), NameError>) {
    let checked = || -> Result<(), NameError> { check_label(label) };
    assert_eq!(checked(), expected, "check_label({})", shown(label));
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
    label("-web", Ok(()));
    label("web-", Ok(()));
    label("_", Ok(()));
}

#[test]
fn step_2_refuses_the_empty_label() {
    label("", Err(NameError::EmptyLabel));
}

#[test]
fn step_2_refuses_other_characters() {
    label("two words", Err(NameError::Character(' ')));
    label("web:80", Err(NameError::Character(':')));
    label("a.b", Err(NameError::Character('.')));
    label("*", Err(NameError::Character('*')));
    label("web!", Err(NameError::Character('!')));
    label("b\u{fc}cher", Err(NameError::Character('\u{fc}')));
    label("web\u{665}", Err(NameError::Character('\u{665}')));
    label("B\u{dc}CHER", Err(NameError::Character('\u{dc}')));
    label(" web", Err(NameError::Character(' ')));
    label("web ", Err(NameError::Character(' ')));
    label("a-long-label-with-a-star-at-its-end*", Err(NameError::Character('*')));
}

#[test]
fn step_2_reports_the_first_of_several_characters() {
    label("a:b c", Err(NameError::Character(':')));
    label("a b:c", Err(NameError::Character(' ')));
}

#[test]
fn step_2_accepts_63_bytes() {
    label(&"a".repeat(63), Ok(()));
}

#[test]
fn step_2_refuses_64_bytes() {
    label(&"a".repeat(64), Err(NameError::LongLabel));
}

#[test]
fn step_2_follows_the_rules_for_every_character_and_length() {
    // Another way: a list of all the characters that are allowed.
    let allowed = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_";
    for character in ('\0'..='\u{ff}').filter(|character| !character.is_control()) {
        let expected = match allowed.contains(character) {
            true => Ok(()),
            false => Err(NameError::Character(character)),
        };
        label(&format!("a{character}b"), expected);
    }
    for length in [1, 2, 62, 65, 100, 127, 128, 255, 256, 257, 319, 320, 1000] {
        let expected = if length < 64 { Ok(()) } else { Err(NameError::LongLabel) };
        label(&"b".repeat(length), expected);
    }
}

/// Step 3: a name, and what is wrong with it.
fn name(name: &str, expected: Result<(), NameError>) {
    let checked = || -> Result<(), NameError> { check_name(name) };
    assert_eq!(checked(), expected, "check_name({})", shown(name));
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
    name("-my-.-web_.a.b.c.d.e.f.g.test", Ok(()));
}

#[test]
fn step_3_allows_one_dot_at_the_end_which_does_not_count() {
    name("gnomon.test.", Ok(()));
    name("", Err(NameError::Empty));
    name(".", Err(NameError::Empty));
    name(&longest_name(), Ok(()));
    name(&format!("{}.", longest_name()), Ok(()));
}

#[test]
fn step_3_checks_every_label() {
    name("two words.test", Err(NameError::Character(' ')));
    name(" gnomon.test", Err(NameError::Character(' ')));
    name("www.two words.test", Err(NameError::Character(' ')));
    name("www.gnomon.te:st", Err(NameError::Character(':')));
    name("gnomon.test ", Err(NameError::Character(' ')));
    name("two words.te:st", Err(NameError::Character(' ')));
    name("gnomon..test", Err(NameError::EmptyLabel));
    name("gnomon.test..", Err(NameError::EmptyLabel));
    name(".test", Err(NameError::EmptyLabel));
    name("..", Err(NameError::EmptyLabel));
    name(&format!("www.{}.test", "a".repeat(64)), Err(NameError::LongLabel));
}

#[test]
fn step_3_refuses_254_bytes() {
    name(&format!("{}b", longest_name()), Err(NameError::LongName));
    name(&format!("{}b.", longest_name()), Err(NameError::LongName));
    name(&"a.".repeat(200), Err(NameError::LongName));
}

#[test]
fn step_3_follows_the_rules_for_every_short_name() {
    // All texts of two to four of these characters. Another way: one character after the other.
    let mut texts = vec![String::new()];
    for length in 1..=4 {
        let shorter: Vec<String> =
            texts.iter().filter(|text| text.len() == length - 1).cloned().collect();
        for text in shorter {
            texts.extend(['a', '.', ' '].map(|character| format!("{text}{character}")));
        }
    }
    for text in texts.iter().filter(|text| text.len() > 1) {
        let mut expected = Ok(());
        let mut before = '.';
        for character in text.chars() {
            if expected.is_ok() && character == ' ' {
                expected = Err(NameError::Character(' '));
            } else if expected.is_ok() && character == '.' && before == '.' {
                expected = Err(NameError::EmptyLabel);
            }
            before = character;
        }
        name(text, expected);
    }
}

fn message(id: u16, is_reply: bool, name: &str, record_type: u16) -> HeaderAndQuestion {
    HeaderAndQuestion { id, is_reply, name: name.to_string(), record_type }
}

/// A message in a few words: `reply 4660 gnomon.test A`.
fn shown_message(message: &HeaderAndQuestion) -> String {
    let HeaderAndQuestion { id, is_reply, name, record_type } = message;
    let direction = if *is_reply { "reply" } else { "query" };
    match record_type {
        1 => format!("{direction} {id} {name} A"),
        28 => format!("{direction} {id} {name} AAAA"),
        other => format!("{direction} {id} {name} type {other}"),
    }
}

/// Step 4: a query, a message, and whether it is the answer.
fn answers(query: &HeaderAndQuestion, message: &HeaderAndQuestion, expected: bool) {
    let decided = || -> bool { is_answer_to(query, message) };
    let call = format!("is_answer_to({}, {})", shown_message(query), shown_message(message));
    assert_eq!(decided(), expected, "{call}");
}

/// Checks one message against query number 4660: the A record of gnomon.test.
fn answers_4660(reply: HeaderAndQuestion, expected: bool) {
    answers(&message(4660, false, "gnomon.test", 1), &reply, expected);
}

#[test]
fn step_4_knows_its_answer_in_capital_and_small_letters() {
    answers_4660(message(4660, true, "gnomon.test", 1), true);
    answers_4660(message(4660, true, "GNOMON.Test", 1), true);
    answers(&message(7, false, "Web.TEST", 28), &message(7, true, "web.test", 28), true);
}

#[test]
fn step_4_refuses_what_is_not_the_answer() {
    answers_4660(message(4660, true, "gnomon.test", 1), true);
    answers_4660(message(9, true, "evil.test", 28), false);
    answers_4660(message(4661, true, "gnomon.test", 1), false);
    answers_4660(message(4660 + 256, true, "gnomon.test", 1), false);
    answers_4660(message(4660, true, "evil.test", 1), false);
    answers_4660(message(4660, true, "gnomon.tes", 1), false);
    answers_4660(message(4660, true, "gnomon.best", 1), false);
    answers_4660(message(4660, true, "www.gnomon.test", 1), false);
    answers_4660(message(4660, true, "gnomon.test.evil", 1), false);
    answers_4660(message(4660, true, "", 1), false);
    answers_4660(message(4660, true, "gnomon.test", 28), false);
    answers_4660(message(4660, false, "gnomon.test", 1), false);
}

#[test]
fn step_4_follows_the_rules_for_every_combination() {
    // Another way: what differs is counted.
    for (id, name, record_type) in [(4660, "gnomon.test", 1), (0, "a.test", 28), (65535, "b", 15)] {
        let query = message(id, false, name, record_type);
        for combination in 0..16_u16 {
            let differs = |bit: u16| combination >> bit & 1 == 1;
            let other_id = if differs(0) { id ^ 0x8001 } else { id };
            let other_name = if differs(1) { "other.test" } else { name };
            let other_type = if differs(2) { record_type - 1 } else { record_type };
            let reply = message(other_id, !differs(3), other_name, other_type);
            answers(&query, &reply, combination == 0);
        }
    }
}

/// Reads aliases, each written `owner -> target`.
fn parse(cnames: &[&str]) -> Vec<Cname> {
    let pairs = cnames.iter().filter_map(|cname| cname.split_once(" -> "));
    pairs
        .map(|(owner, target)| Cname { owner: owner.to_string(), target: target.to_string() })
        .collect()
}

/// Does `work` on a thread of its own, which has the name of the test: whoever goes round for ever
/// is left behind.
fn in_time(call: String, work: impl FnOnce() + Send + 'static) {
    let test = thread::current().name().unwrap_or("step_5").to_string();
    let (done, finished) = channel();
    let worker = thread::Builder::new().name(test).spawn(move || {
        work();
        let _ = done.send(());
    });
    match finished.recv_timeout(Duration::from_secs(1)) {
        Ok(()) => {}
        Err(RecvTimeoutError::Timeout) => panic!("{call} does not end"),
        Err(RecvTimeoutError::Disconnected) => {
            if let Ok(Err(panic)) = worker.map(thread::JoinHandle::join) {
                resume_unwind(panic)
            }
        }
    }
}

/// Step 5: the names on the way, or why it leads nowhere.
fn follow(name: &str, cnames: &[&str], expected: Result<Vec<String>, CnameError>) {
    let call = format!("follow_cnames({name:?}, [{}])", cnames.join(", "));
    let (name, cnames, label) = (name.to_string(), parse(cnames), call.clone());
    in_time(call, move || {
        let followed = || -> Result<Vec<String>, CnameError> { follow_cnames(&name, &cnames) };
        assert_eq!(followed(), expected, "{label}");
    });
}

fn names(names: &[&str]) -> Result<Vec<String>, CnameError> {
    Ok(names.iter().map(ToString::to_string).collect())
}

#[test]
fn step_5_a_name_without_an_alias_is_its_own_end() {
    follow("web.test", &[], names(&["web.test"]));
    follow("web.test", &["ftp.test -> web.test"], names(&["web.test"]));
    let others = ["www.web.test -> x.test", "web.test.evil -> y.test"];
    follow("web.test", &others, names(&["web.test"]));
}

#[test]
fn step_5_follows_one_alias() {
    follow("www.test", &["www.test -> web.test"], names(&["www.test", "web.test"]));
}

/// What has to be right before anything can be said about long ways and circles.
fn two_aliases_in_any_order() {
    let cnames = ["a.test -> b.test", "b.test -> c.test"];
    follow("a.test", &cnames, names(&["a.test", "b.test", "c.test"]));
    let cnames = ["b.test -> c.test", "a.test -> b.test"];
    follow("a.test", &cnames, names(&["a.test", "b.test", "c.test"]));
}

#[test]
fn step_5_follows_several_aliases_in_any_order() {
    two_aliases_in_any_order();
    let cnames = ["c.test -> d.test", "x.test -> y.test", "b.test -> c.test", "a.test -> b.test"];
    follow("a.test", &cnames, names(&["a.test", "b.test", "c.test", "d.test"]));
}

#[test]
fn step_5_takes_capital_letters_for_small_ones() {
    follow("WWW.test", &["www.test -> web.test"], names(&["WWW.test", "web.test"]));
    let cnames = ["a.test -> B.test", "b.TEST -> c.test"];
    follow("a.test", &cnames, names(&["a.test", "B.test", "c.test"]));
}

#[test]
fn step_5_finds_a_circle() {
    two_aliases_in_any_order();
    follow("a.test", &["a.test -> b.test", "b.test -> a.test"], Err(CnameError::Loop));
    follow("a.test", &["a.test -> A.test"], Err(CnameError::Loop));
    let cnames = ["a.test -> b.test", "b.test -> c.test", "c.test -> b.test"];
    follow("a.test", &cnames, Err(CnameError::Loop));
    let cnames = ["a.test -> b.test", "b.test -> c.test", "c.test -> d.test", "d.test -> C.test"];
    follow("a.test", &cnames, Err(CnameError::Loop));
}

/// This many aliases in a row, each of the next: n0 of n1, n1 of n2 ...
fn row(count: usize, expected: Result<usize, CnameError>) {
    let call = format!("follow_cnames(\"n0\", a row of {count} aliases)");
    let cname = |number| Cname { owner: format!("n{number}"), target: format!("n{}", number + 1) };
    let (cnames, label): (Vec<Cname>, String) = ((0..count).map(cname).collect(), call.clone());
    in_time(call, move || {
        let followed = || -> Result<Vec<String>, CnameError> { follow_cnames("n0", &cnames) };
        // The names are only counted: there are many.
        assert_eq!(followed().map(|names| names.len()), expected, "{label}");
    });
}

#[test]
fn step_5_follows_16_aliases() {
    row(16, Ok(17));
}

#[test]
fn step_5_refuses_more_than_16_aliases() {
    two_aliases_in_any_order();
    follow("a.test", &["a.test -> b.test", "b.test -> a.test"], Err(CnameError::Loop));
    row(17, Err(CnameError::TooLong));
    row(40, Err(CnameError::TooLong));
}

#[test]
fn step_5_does_not_count_aliases_that_are_not_on_the_way() {
    let others: Vec<String> = (0..30).map(|number| format!("x{number} -> y{number}")).collect();
    let mut cnames: Vec<&str> = others.iter().map(String::as_str).collect();
    cnames.push("a.test -> b.test");
    let call = "follow_cnames(\"a.test\", [30 others, a.test -> b.test])".to_string();
    let (cnames, label) = (parse(&cnames), call.clone());
    in_time(call, move || {
        let followed = || -> Result<Vec<String>, CnameError> { follow_cnames("a.test", &cnames) };
        assert_eq!(followed(), names(&["a.test", "b.test"]), "{label}");
    });
}

#[test]
fn step_5_follows_the_rules_for_every_small_table() {
    // Four names, each with no alias or one. Another way: with numbers, and a list of those seen.
    let owners = ["a", "b", "c", "d"];
    for table in 0..625_usize {
        let targets = [1, 5, 25, 125].map(|place| table / place % 5); // 4: no alias
        let mut cnames = Vec::new();
        for (owner, target) in owners.iter().zip(targets).rev() {
            cnames.extend(owners.get(target).map(|target| format!("{owner} -> {target}")));
        }
        let mut seen = vec![0];
        let mut expected = Ok(());
        while let Some(next) = seen.last().map(|last| targets[*last]).filter(|next| *next < 4) {
            if seen.contains(&next) {
                expected = Err(CnameError::Loop);
                break;
            }
            seen.push(next);
        }
        let expected =
            expected.map(|()| seen.iter().map(|name| owners[*name].to_string()).collect());
        let cnames: Vec<&str> = cnames.iter().map(String::as_str).collect();
        follow("a", &cnames, expected);
    }
}
