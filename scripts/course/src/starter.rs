//! Makes a starter from a worked solution: the bodies of the functions that the learner writes are
//! replaced, in the text, so that everything else keeps its form.

use crate::lesson::{Lesson, Step};
use anyhow::{Context, Result, bail};
use proc_macro2::TokenStream;
use std::collections::BTreeMap;
use std::ops::Range;
use syn::spanned::Spanned;
use syn::visit::Visit;

/// What a starter's `lib.rs` begins with.
const OPENING: &str = "\
// This is your copy: change it as you like. The functions to write are those that say `todo!`.
#![allow(unused_variables, unused_mut, unused_imports, dead_code, reason = \"what is not written yet leaves these\")]
#![allow(missing_docs, reason = \"what you add is your own\")]

";

/// `source`, the `lib.rs` of a worked solution, with the steps up to `solved` as they are and the
/// others blank.
///
/// # Errors
/// If `source` is not Rust, or lacks a function that the lesson names.
pub fn starter(source: &str, lesson: &Lesson, solved: usize) -> Result<String> {
    with_blanks(source, lesson, |number| number > solved)
}

/// The same, with the steps blank that `is_blank` chooses by their numbers.
pub(crate) fn with_blanks(
    source: &str,
    lesson: &Lesson,
    is_blank: impl Fn(usize) -> bool,
) -> Result<String> {
    let functions = functions(source)?;
    let mut edits = Vec::new();
    for step in lesson.steps.iter().filter(|step| is_blank(step.number)) {
        for name in step.functions.iter().chain(&step.helpers) {
            let function = find(&functions, name)?;
            edits.push((function.body.clone(), blank_body(source, function, step)));
        }
    }
    Ok(format!("{OPENING}{}", without_tests(&edit(source, edits))?))
}

/// `source` without its `#[cfg(test)]` parts: they would give the answers away, and would fail
/// where there are none yet.
pub fn without_tests(source: &str) -> Result<String> {
    let for_tests = |attribute: &syn::Attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Path>().is_ok_and(|condition| condition.is_ident("test"))
    };
    let file = syn::parse_file(source)?;
    let tests = file.items.iter().filter(|item| attributes(item).iter().any(for_tests));
    let kept = edit(source, tests.map(|item| (item.span().byte_range(), String::new())).collect());
    Ok(format!("{}\n", kept.trim_end()))
}

/// The solution's text of each function that the step names, with its helpers, for the last hint.
pub(crate) fn solution(source: &str, step: &Step) -> Result<Vec<String>> {
    let functions = functions(source)?;
    let wanted = step.functions.iter().chain(&step.helpers);
    wanted.map(|name| Ok(at_the_margin(source, find(&functions, name)?.whole.clone()))).collect()
}

/// The lines of a function, moved left so that the first one begins at the margin.
fn at_the_margin(source: &str, function: Range<usize>) -> String {
    let margin = " ".repeat(indent(source, function.start));
    let lines = source[function].lines().map(|line| line.strip_prefix(&margin).unwrap_or(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// How far from the margin the text at `start` begins.
fn indent(source: &str, start: usize) -> usize {
    start - source[..start].rfind('\n').map_or(0, |end| end + 1)
}

/// `source` with the functions of `replacement` in the place of those of the same name;
/// what else is in it (a `use`, a new helper) comes at the end.
pub(crate) fn replace(source: &str, replacement: &str) -> Result<String> {
    let old = functions(source)?;
    let (mut edits, mut taken, mut added) = (Vec::new(), Vec::new(), String::new());
    for function in functions(replacement)? {
        if let Some(known) = old.iter().find(|known| known.name == function.name) {
            edits.push((known.whole.clone(), replacement[function.whole.clone()].to_owned()));
            taken.push(function.whole.start);
        }
    }
    for item in syn::parse_file(replacement)?.items {
        let range = item.span().byte_range();
        let text = &replacement[range.clone()];
        if !taken.iter().any(|start| range.contains(start)) && !source.contains(text) {
            added.push_str(&format!("\n{text}\n"));
        }
    }
    Ok(edit(source, edits) + &added)
}

/// The functions of the step that are still blank in `source`, a learner's `lib.rs`.
pub(crate) fn to_write(source: &str, step: &Step) -> Result<Vec<String>> {
    let mut functions = functions(source)?;
    functions.retain(|function| {
        step.functions.contains(&function.name) && source[function.body.clone()].contains("todo!")
    });
    Ok(functions.into_iter().map(|function| function.name).collect())
}

/// Every statement of the bodies that the lesson blanks, at any depth: what a handout must not
/// hold.
pub(crate) fn statements(source: &str, lesson: &Lesson) -> Result<Vec<String>> {
    struct Statements<'a> {
        source: &'a str,
        found: Vec<String>,
    }
    impl<'ast> Visit<'ast> for Statements<'_> {
        fn visit_stmt(&mut self, statement: &'ast syn::Stmt) {
            self.found.push(self.source[statement.span().byte_range()].to_owned());
            syn::visit::visit_stmt(self, statement);
        }
    }
    let functions = functions(source)?;
    let mut statements = Statements { source: "", found: Vec::new() };
    for name in lesson.steps.iter().flat_map(|step| step.functions.iter().chain(&step.helpers)) {
        let body = &source[find(&functions, name)?.body.clone()];
        statements.source = body;
        statements.visit_block(&syn::parse_str(body)?);
    }
    Ok(statements.found)
}

/// The names of the tests in `source`, in their order.
pub fn test_names(source: &str) -> Result<Vec<String>> {
    let is_test = |item: &syn::ItemFn| item.attrs.iter().any(|attr| attr.path().is_ident("test"));
    let functions = syn::parse_file(source)?.items.into_iter().filter_map(|item| match item {
        syn::Item::Fn(item) if is_test(&item) => Some(item.sig.ident.to_string()),
        _ => None,
    });
    Ok(functions.collect())
}

/// `assert_eq!` as the tests of a copy have it: it says which call comes next, so that the call is
/// known if it panics or does not come to an end. [`crate::outcome`] reads the lines.
const ANNOUNCING: &str = r#"/// The standard library's `assert_eq!`, which first prints the call: if that panics, you see which
/// one it was.
#[allow(unused_macros, reason = "every lesson has it")]
macro_rules! assert_eq {
    ($came:expr, $expected:expr, $($call:tt)+) => {{
        eprintln!("-- calling {}", format_args!($($call)+));
        std::assert_eq!($came, $expected, $($call)+);
        eprintln!("-- returned");
    }};
}

"#;

/// The tests in `source`, which say before each call what they call.
pub(crate) fn announcing_tests(source: &str) -> Result<String> {
    let file = syn::parse_file(source)?;
    let first = file.items.first().map_or(source.len(), |item| item.span().byte_range().start);
    Ok(format!("{}{ANNOUNCING}{}", &source[..first], &source[first..]))
}

/// A function in a source text, by the places of its parts.
struct Function {
    /// `name` or `Type::name`.
    name: String,
    /// From `pub` to the closing brace: its attributes and documentation come before.
    whole: Range<usize>,
    /// The braces and what is between them.
    body: Range<usize>,
    /// The arrow and the type that it returns; empty if there is none.
    returns: Range<usize>,
}

/// The type that each function returns, by its name, as tokens: how it is laid out does not matter.
pub(crate) fn return_types(source: &str) -> BTreeMap<String, String> {
    let source = source.strip_prefix('\u{feff}').unwrap_or(source);
    let as_tokens = |text: &str| text.parse().map(|tokens: TokenStream| tokens.to_string());
    let functions = functions(source).unwrap_or_default().into_iter();
    functions
        .map(|function| {
            let returns = source.get(function.returns).unwrap_or_default();
            (function.name, as_tokens(returns).unwrap_or_default())
        })
        .collect()
}

fn functions(source: &str) -> Result<Vec<Function>> {
    let mut functions = Vec::new();
    for item in syn::parse_file(source)?.items {
        match item {
            syn::Item::Fn(item) => {
                functions.push(function(String::new(), &item.vis, &item.sig, &item.block))
            }
            syn::Item::Impl(item) => {
                let type_name = type_name(&item.self_ty);
                functions.extend(item.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(item) => {
                        Some(function(format!("{type_name}::"), &item.vis, &item.sig, &item.block))
                    }
                    _ => None,
                }));
            }
            _ => {}
        }
    }
    Ok(functions)
}

fn function(
    prefix: String,
    visibility: &syn::Visibility,
    signature: &syn::Signature,
    body: &syn::Block,
) -> Function {
    let body = body.span().byte_range();
    let start = match visibility {
        syn::Visibility::Inherited => signature.span(),
        public => public.span(),
    };
    Function {
        name: prefix + &signature.ident.to_string(),
        whole: start.byte_range().start..body.end,
        body,
        returns: signature.output.span().byte_range(),
    }
}

fn type_name(of: &syn::Type) -> String {
    match of {
        syn::Type::Path(of) => {
            of.path.segments.last().map(|last| last.ident.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn find<'a>(functions: &'a [Function], name: &str) -> Result<&'a Function> {
    let mut same = functions.iter().filter(|function| function.name == name);
    let found = same.next().with_context(|| {
        format!("`src/lib.rs` has no function `{name}`, which `steps.toml` names")
    })?;
    if same.next().is_some() {
        bail!("`src/lib.rs` has two functions `{name}`");
    }
    Ok(found)
}

fn blank_body(source: &str, function: &Function, step: &Step) -> String {
    let indent = " ".repeat(indent(source, function.whole.start));
    let of_step =
        if step.functions.contains(&function.name) { "" } else { " (a helper, if you want it)" };
    let message = format!("step {}: {}{of_step}", step.number, step.title)
        .replace('{', "{{")
        .replace('}', "}}");
    format!("{{\n{indent}    todo!({message:?})\n{indent}}}")
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Fn(item) => &item.attrs,
        syn::Item::Impl(item) => &item.attrs,
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Use(item) => &item.attrs,
        syn::Item::Const(item) => &item.attrs,
        _ => &[],
    }
}

/// `source` with each range replaced by its text. The ranges do not overlap.
fn edit(source: &str, mut edits: Vec<(Range<usize>, String)>) -> String {
    edits.sort_by_key(|(range, _)| range.start);
    let (mut edited, mut done) = (String::new(), 0);
    for (range, text) in edits {
        edited.push_str(&source[done..range.start]);
        edited.push_str(&text);
        done = range.end;
    }
    edited + &source[done..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use snapbox::{assert_data_eq, str};

    const SOURCE: &str = r#"//! Doubling.

use std::fmt;

/// Twice `number`.
pub fn twice(number: u32) -> u32 {
    let doubled = help(number); // a comment with { and "
    doubled
}

fn help(number: u32) -> u32 {
    number.saturating_mul(2)
}

pub struct Pair(u32);

impl Pair {
    /// Its sum.
    #[must_use]
    pub fn sum(&self)   ->   u32 {
        if self.0 > 3 {
            return self.0.saturating_add(1);
        }
        0
    }
}

#[cfg(test)]
mod tests {
    use super::*;
}
"#;

    fn lesson() -> Lesson {
        let step = |number: usize, functions: &str, helpers: &str| {
            format!(
                "[[step]]\nnumber = {number}\ntitle = \"Part {{{number}}}\"\nfunctions = {functions}\nhelpers = {helpers}\n\
                 points = 1\nminutes = \"5\"\ngoal = \"\"\nhints = {{ nudge = \"\", approach = \"\", nearly = \"\" }}\n"
            )
        };
        let steps = step(1, "[\"twice\"]", "[\"help\"]") + &step(2, "[\"Pair::sum\"]", "[]");
        Lesson::parse(&format!("lesson = \"doubling\"\norder = 1\n{steps}")).unwrap()
    }

    #[test]
    fn blanks_the_bodies_and_keeps_the_rest_as_it_is() {
        assert_data_eq!(
            starter(SOURCE, &lesson(), 0).unwrap(),
            str![[r#"
// This is your copy: change it as you like. The functions to write are those that say `todo!`.
#![allow(unused_variables, unused_mut, unused_imports, dead_code, reason = "what is not written yet leaves these")]
#![allow(missing_docs, reason = "what you add is your own")]

//! Doubling.

use std::fmt;

/// Twice `number`.
pub fn twice(number: u32) -> u32 {
    todo!("step 1: Part {{1}}")
}

fn help(number: u32) -> u32 {
    todo!("step 1: Part {{1}} (a helper, if you want it)")
}

pub struct Pair(u32);

impl Pair {
    /// Its sum.
    #[must_use]
    pub fn sum(&self)   ->   u32 {
        todo!("step 2: Part {{2}}")
    }
}

"#]]
        );
    }

    #[test]
    fn keeps_the_steps_that_are_solved() {
        let text = starter(SOURCE, &lesson(), 1).unwrap();
        assert!(text.contains("let doubled = help(number);"), "{text}");
        assert!(text.contains("todo!(\"step 2"), "{text}");
        assert!(!starter(SOURCE, &lesson(), 2).unwrap().contains("todo!("));
    }

    #[test]
    fn says_which_function_is_missing() {
        let error = starter("fn twice() {}", &lesson(), 0).unwrap_err().to_string();
        assert_eq!(error, "`src/lib.rs` has no function `help`, which `steps.toml` names");
    }

    #[test]
    fn puts_a_wrong_answer_in_the_place_of_the_right_one() {
        let wrong = "// A wrong idea.\nuse std::fmt;\nuse std::iter;\n\npub fn twice(number: u32) -> u32 {\n    number * number\n}\n\nimpl Pair {\n    pub fn sum(&self) -> u32 {\n        7\n    }\n}\n";
        let text = replace(SOURCE, wrong).unwrap();
        assert!(
            text.contains(
                "/// Twice `number`.\npub fn twice(number: u32) -> u32 {\n    number * number\n}"
            ),
            "{text}"
        );
        assert!(
            text.contains("    #[must_use]\n    pub fn sum(&self) -> u32 {\n        7\n    }"),
            "{text}"
        );
        assert_eq!(text.matches("use std::fmt;").count(), 1);
        assert!(text.ends_with("\nuse std::iter;\n"), "{text}");
    }

    #[test]
    fn tells_which_functions_of_a_step_are_still_to_write() {
        let mut step = lesson().steps[0].clone();
        step.functions.push("help".to_owned());
        let half = SOURCE.replace("number.saturating_mul(2)", "todo!()");
        assert_eq!(to_write(&half, &step).unwrap(), ["help"]);
        assert!(to_write(SOURCE, &step).unwrap().is_empty());
    }

    #[test]
    fn finds_statements_at_any_depth() {
        let found = statements(SOURCE, &lesson()).unwrap();
        assert!(found.contains(&"return self.0.saturating_add(1);".to_owned()), "{found:?}");
        assert!(found.contains(&"number.saturating_mul(2)".to_owned()), "{found:?}");
    }

    #[test]
    fn finds_the_tests_by_name() {
        let names =
            test_names("#[test]\nfn step_1_a() {}\nfn helper() {}\n#[test]\nfn step_2_b() {}")
                .unwrap();
        assert_eq!(names, ["step_1_a", "step_2_b"]);
    }

    #[test]
    fn knows_the_type_that_a_function_gives() {
        let types =
            return_types("pub fn f(a: u8)\n->   Vec< u8 > { vec![a] } impl P { fn g(&self) {} }");
        assert_eq!(types["f"], "-> Vec < u8 >");
        assert_eq!(types["P::g"], "");
    }
}
