//! What a person should look at in a hand-in: what the lessons' functions never need. It takes no
//! points away.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::BTreeSet;
use syn::spanned::Spanned;

/// One thing to look at.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    /// Its line in `src/lib.rs`; none for a file that was added.
    pub(crate) line: Option<usize>,
    /// What it is.
    pub(crate) what: String,
}

/// The parts of the standard library that reach outside of a function.
const REACHING_OUT: [&str; 9] =
    ["process", "fs", "env", "os", "panic", "ffi", "ptr", "arch", "backtrace"];

/// Macros that are a way of writing what the lessons teach.
const KNOWN_MACROS: [&str; 24] = [
    "assert",
    "assert_eq",
    "assert_ne",
    "dbg",
    "debug",
    "debug_assert",
    "debug_assert_eq",
    "eprint",
    "eprintln",
    "error",
    "format",
    "format_args",
    "info",
    "matches",
    "panic",
    "print",
    "println",
    "todo",
    "trace",
    "unimplemented",
    "unreachable",
    "vec",
    "write",
    "writeln",
];

/// Attributes that change nothing outside of what they stand before.
const KNOWN_ATTRIBUTES: [&str; 10] =
    ["allow", "cfg", "default", "derive", "doc", "expect", "inline", "must_use", "test", "warn"];

/// Types that the lessons' functions give.
const STANDARD_TYPES: [&str; 6] = ["Box", "Option", "Result", "String", "Vec", "Self"];

/// Folders of the system in which a program finds others.
const SYSTEM_FOLDERS: [&str; 3] = ["/proc", "/sys", "/dev"];

/// What to look at in `lib`, but for what is in `known`, the files that were handed out or that the
/// worked solution has.
pub(crate) fn in_lib(lib: &str, known: &[&str]) -> Vec<Finding> {
    let usual: BTreeSet<String> =
        known.iter().flat_map(|source| all(source)).map(|finding| finding.what).collect();
    let mut findings = all(lib);
    findings.retain(|finding| !usual.contains(&finding.what));
    findings.sort();
    findings.dedup();
    findings
}

/// The files of Rust and of cargo's settings that were added to those that were handed out.
pub(crate) fn added_files(beside: &[String], is_handed_out: impl Fn(&str) -> bool) -> Vec<Finding> {
    let matters = |path: &&String| {
        path.ends_with(".rs") || path.ends_with(".toml") || path.starts_with(".cargo/")
    };
    let added = beside.iter().filter(matters).filter(|path| !is_handed_out(path));
    added.map(|path| Finding { line: None, what: format!("an added file `{path}`") }).collect()
}

fn all(source: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    if let Ok(tokens) = source.parse() {
        in_tokens(tokens, &mut findings);
    }
    if let Ok(file) = syn::parse_file(source) {
        in_items(&file, &mut findings);
    }
    findings
}

/// Looks at every token, in the arguments of macros, too.
fn in_tokens(tokens: TokenStream, findings: &mut Vec<Finding>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (at, token) in tokens.iter().enumerate() {
        let mut found = |what: String| {
            findings.push(Finding { line: Some(token.span().start().line), what });
        };
        let next = |offset: usize| tokens.get(at + offset);
        match token {
            TokenTree::Ident(name) => {
                let name = name.to_string();
                let is_macro = is_punct(next(1), '!') && !is_punct(next(2), '=');
                if ["std", "core", "alloc"].contains(&name.as_str()) {
                    if is_punct(next(1), ':') && is_punct(next(2), ':') {
                        for part in parts(next(3)) {
                            found(format!("{name}::{part}"));
                        }
                    } else if matches!(next(1), Some(TokenTree::Ident(word)) if word == "as") {
                        found(format!("`{name}` under another name"));
                    }
                } else if is_macro && !KNOWN_MACROS.contains(&name.as_str()) {
                    found(format!("{name}!"));
                } else if ["extern", "unsafe"].contains(&name.as_str()) {
                    found(name);
                }
            }
            TokenTree::Punct(mark) if mark.as_char() == '#' => {
                let inner = usize::from(is_punct(next(1), '!'));
                if let Some(TokenTree::Group(group)) = next(1 + inner)
                    && group.delimiter() == Delimiter::Bracket
                    && let Some(what) = unusual_attribute(group.stream())
                {
                    found(what);
                }
            }
            TokenTree::Literal(literal) => {
                let text = literal.to_string();
                for folder in SYSTEM_FOLDERS.iter().filter(|folder| text.contains(**folder)) {
                    found((*folder).to_owned());
                }
            }
            _ => {}
        }
        if let TokenTree::Group(group) = token {
            in_tokens(group.stream(), findings);
        }
    }
}

fn is_punct(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(found)) if found.as_char() == mark)
}

/// The parts of the standard library that follow `std::`, one or several in braces, if they reach
/// out.
fn parts(token: Option<&TokenTree>) -> Vec<String> {
    let named = |name: String| REACHING_OUT.contains(&name.as_str()).then_some(name);
    match token {
        Some(TokenTree::Ident(name)) => named(name.to_string()).into_iter().collect(),
        Some(TokenTree::Group(group)) => {
            let mut tokens = group.stream().into_iter().peekable();
            let (mut parts, mut is_first) = (Vec::new(), true);
            while let Some(token) = tokens.next() {
                match token {
                    TokenTree::Ident(name) if is_first => {
                        let name = name.to_string();
                        let renamed = name == "self"
                            && matches!(tokens.peek(), Some(TokenTree::Ident(word)) if word == "as");
                        parts.extend(if renamed { Some("self".to_owned()) } else { named(name) });
                        is_first = false;
                    }
                    TokenTree::Punct(mark) => is_first = mark.as_char() == ',',
                    _ => {}
                }
            }
            parts
        }
        Some(TokenTree::Punct(mark)) if mark.as_char() == '*' => vec!["*".to_owned()],
        _ => Vec::new(),
    }
}

/// What an attribute is, if it is none of the usual ones.
fn unusual_attribute(tokens: TokenStream) -> Option<String> {
    let words: Vec<TokenTree> = tokens.into_iter().collect();
    let TokenTree::Ident(name) = words.first()? else { return None };
    let name = name.to_string();
    let is_of_tests = matches!(words.get(1), Some(TokenTree::Group(group)) if group.stream().to_string() == "test");
    let is_usual = KNOWN_ATTRIBUTES.contains(&name.as_str()) && (name != "cfg" || is_of_tests);
    (!is_usual).then(|| format!("#[{name}]"))
}

/// Looks at what is defined: traits for types of others, and files that are taken in.
fn in_items(file: &syn::File, findings: &mut Vec<Finding>) {
    let defined = |item: &syn::Item| match item {
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        syn::Item::Enum(item) => Some(item.ident.to_string()),
        syn::Item::Union(item) => Some(item.ident.to_string()),
        syn::Item::Type(item) => Some(item.ident.to_string()),
        _ => None,
    };
    let own: BTreeSet<String> = file.items.iter().filter_map(defined).collect();
    for item in &file.items {
        let line = Some(item.span().start().line);
        if let Some(name) = defined(item).filter(|name| STANDARD_TYPES.contains(&name.as_str())) {
            findings.push(Finding { line, what: format!("a type of its own named {name}") });
        }
        match item {
            syn::Item::Impl(item) => {
                let Some((path, _)) = &item.trait_ else { continue };
                let name =
                    |path: &syn::Path| path.segments.last().map(|last| last.ident.to_string());
                let of = match &*item.self_ty {
                    syn::Type::Path(path) => name(&path.path).unwrap_or_default(),
                    _ => String::new(),
                };
                let of_trait = name(path).unwrap_or_default();
                if !own.contains(&of) {
                    let what = format!("the trait {of_trait} for a type of others");
                    findings.push(Finding { line, what });
                } else if ["PartialEq", "Deref", "Drop"].contains(&of_trait.as_str()) {
                    let what = format!("the trait {of_trait}, written by hand");
                    findings.push(Finding { line, what });
                }
            }
            syn::Item::Mod(item) if item.content.is_none() => {
                let what = format!("mod {}: the code of another file", item.ident);
                findings.push(Finding { line, what });
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lib: &str) -> Vec<String> {
        let shown = |finding: Finding| format!("{}: {}", finding.line.unwrap(), finding.what);
        in_lib(lib, &[]).into_iter().map(shown).collect()
    }

    #[test]
    fn finds_what_a_lesson_never_needs_with_its_line() {
        for (lib, what) in [
            ("fn f() { std::process::exit(0) }", "1: std::process"),
            ("\nuse std::{fmt, fs::File};", "2: std::fs"),
            ("fn f() { format!(\"{}\", std::env::var(\"A\")); }", "1: std::env"),
            ("use std as s;", "1: `std` under another name"),
            ("use std::{self as s};", "1: std::self"),
            ("use std::*;", "1: std::*"),
            ("use ::std::os::unix;", "1: std::os"),
            ("include!(\"a.rs\");", "1: include!"),
            ("const A: &str = include_str!(\"a\");", "1: include_str!"),
            ("#[path = \"a.rs\"] mod a;", "1: #[path]"),
            ("mod other;", "1: mod other: the code of another file"),
            ("extern \"C\" fn f() {}", "1: extern"),
            ("extern crate libc;", "1: extern"),
            ("macro_rules! m { () => {} }", "1: macro_rules!"),
            ("#![feature(x)]", "1: #[feature]"),
            ("#[unsafe(no_mangle)] fn f() {}", "1: #[unsafe]"),
            ("#[cfg(unix)] fn f() {}", "1: #[cfg]"),
            ("fn f() { open(\"/proc/self/mem\") }", "1: /proc"),
            ("pub struct String;", "1: a type of its own named String"),
            ("impl Clone for Vec<u8> {}", "1: the trait Clone for a type of others"),
            (
                "struct A; impl PartialEq<String> for A {}",
                "1: the trait PartialEq, written by hand",
            ),
        ] {
            assert!(found(lib).contains(&what.to_owned()), "{lib}: {:?}", found(lib));
        }
    }

    #[test]
    fn says_nothing_of_what_honest_work_is_made_of() {
        let lib = "//! A lesson.\n#![allow(missing_docs)]\nuse std::io::{self, Write};\n\
                   use std::net::TcpStream;\n/// Twice.\n#[must_use]\n\
                   pub fn twice(n: u8) -> u8 { if n != 3 { log::info!(\"{n}\"); } assert!(n > 0); n * 2 }\n\
                   #[derive(Debug)]\nstruct A;\nimpl std::fmt::Display for A {}\n\
                   #[cfg(test)]\nmod tests { #[test] fn a() {} }\n";
        assert_eq!(found(lib), Vec::<String>::new());
        // What was handed out is nobody's doing.
        assert_eq!(in_lib("use std::fs;", &["use std::fs;"]), []);
    }
}
