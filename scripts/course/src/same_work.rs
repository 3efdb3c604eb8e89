//! Finds hand-ins that are the same but for names and layout.

use crate::lesson::{Lesson, Step};
use crate::starter;
use proc_macro2::{TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet};
use syn::visit::Visit;

/// Shorter work is the same by chance.
const MIN_TOKENS: usize = 40;

/// What the learner wrote, as one text in which each name of their own is a number: the first is 1,
/// and so on. None if it is too little, or no Rust.
pub(crate) fn fingerprint(lib: &str, lesson: &Lesson) -> Option<String> {
    let own = own_names(lib)?;
    let mut numbers = BTreeMap::new();
    let (mut fingerprint, mut count) = (String::new(), 0);
    for step in &lesson.steps {
        // A helper that is not there, or is another's, does not matter.
        let step = Step { helpers: Vec::new(), ..step.clone() };
        for body in starter::solution(lib, &step).ok()? {
            if body.contains("todo!") {
                continue;
            }
            let mut words = Vec::new();
            flatten(body.parse().ok()?, &mut words);
            count += words.len();
            for word in words {
                if own.contains(&word) {
                    let next = numbers.len() + 1;
                    fingerprint.push_str(&format!("{} ", numbers.entry(word).or_insert(next)));
                } else {
                    fingerprint.push_str(&format!("{word} "));
                }
            }
        }
    }
    (count >= MIN_TOKENS).then_some(fingerprint)
}

/// The names that the file itself gives: of functions, constants and variables.
fn own_names(lib: &str) -> Option<BTreeSet<String>> {
    #[derive(Default)]
    struct Names(BTreeSet<String>);
    impl<'ast> Visit<'ast> for Names {
        fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
            self.0.insert(pattern.ident.to_string());
            syn::visit::visit_pat_ident(self, pattern);
        }
        fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
            self.0.insert(item.sig.ident.to_string());
            syn::visit::visit_item_fn(self, item);
        }
        fn visit_item_const(&mut self, item: &'ast syn::ItemConst) {
            self.0.insert(item.ident.to_string());
            syn::visit::visit_item_const(self, item);
        }
        fn visit_lifetime(&mut self, label: &'ast syn::Lifetime) {
            self.0.insert(label.ident.to_string());
        }
    }
    let mut names = Names::default();
    names.visit_file(&syn::parse_file(lib.strip_prefix('\u{feff}').unwrap_or(lib)).ok()?);
    Some(names.0)
}

fn flatten(tokens: TokenStream, words: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                words.push(format!("{:?}", group.delimiter()));
                flatten(group.stream(), words);
                words.push("end".to_owned());
            }
            // A comma before a closing bracket is layout.
            TokenTree::Punct(mark) if mark.as_char() == ',' => {}
            other => words.push(other.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = "
        const MOST: u8 = 255;
        /// Doubles.
        pub fn double(number: u8) -> u8 {
            let mut sum = 0_u8;
            for step in 0..2 { sum = sum.saturating_add(number); if step > 3 { return MOST; } }
            sum
        }
        pub struct Pair { left: u8, right: u8 }
        impl Pair { pub fn sentence(&self) -> String { todo!(\"step 2\") } }";

    fn of(lib: &str) -> Option<String> {
        let lesson = Lesson::parse(include_str!("../tests/doubling/lesson/steps.toml")).unwrap();
        fingerprint(lib, &lesson)
    }

    #[test]
    fn names_and_layout_make_no_difference_and_all_else_does() {
        let other = ONE.replace("sum", "total").replace("step", "i").replace("number", "n");
        let other = other
            .replace("; ", ";\n")
            .replace("MOST", "TOP")
            .replace("todo!(\"i 2", "todo!(\"step 2");
        assert!(of(ONE).is_some());
        assert_eq!(of(ONE), of(&other), "{other}");
        assert_ne!(of(ONE), of(&ONE.replace("saturating_add", "wrapping_add")));
        assert_ne!(of(ONE), of(&ONE.replace("0..2", "0..=1")));
    }

    #[test]
    fn a_starter_and_very_short_work_are_like_nobody_elses() {
        let blank = "pub fn double(number: u8) -> u8 { todo!(\"step 1\") }
            pub struct Pair; impl Pair { pub fn sentence(&self) -> String { todo!(\"step 2\") } }";
        assert_eq!(of(blank), None);
        assert_eq!(of(&blank.replacen("todo!(\"step 1\")", "number * 2", 1)), None);
    }
}
