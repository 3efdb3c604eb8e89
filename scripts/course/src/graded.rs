//! The tests as they are run for a grade. Code under test can print anything and end the process at
//! any time. So each test reads a secret before that code first runs, and prints it when it is over.

use anyhow::Result;

const READ_AND_PRINT: &str = r#"
mod graded {
    fn secret() -> String {
        let mut secret = String::new();
        let _ = std::io::stdin().read_line(&mut secret);
        secret
    }

    fn print(secret: &str) {
        let mut stdout = std::io::stdout();
        let _ = std::io::Write::write_all(&mut stdout, format!("\n{secret}").as_bytes());
    }
"#;

/// What is added to the end of the tests, whose names these are.
pub(crate) fn module(tests: &[String]) -> String {
    let mut module = READ_AND_PRINT.to_owned();
    for test in tests {
        module.push_str(&format!(
            "
    #[test]
    fn {test}() {{
        let secret = secret();
        super::{test}();
        print(&secret);
    }}
"
        ));
    }
    module + "}\n"
}

/// 32 digits that nobody can guess.
pub(crate) fn secret() -> Result<String> {
    Ok(format!("{:016x}{:016x}", getrandom::u64()?, getrandom::u64()?))
}

/// The name of a test when it is run for a grade.
pub(crate) fn name(test: &str) -> String {
    format!("graded::{test}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_test_prints_its_secret_when_it_is_over() {
        let module = module(&["step_1_a".to_owned()]);
        syn::parse_file(&module).unwrap();
        assert!(
            module.contains("super::step_1_a();\n        print(&secret);\n    }\n}\n"),
            "{module}"
        );
    }
}
