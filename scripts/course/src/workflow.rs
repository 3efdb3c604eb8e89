//! How a handout is checked elsewhere: a plain GitHub Actions workflow, and the tests of Classroom 50.
//!
//! Both run the same two pieces of shell. The first lays out a fresh folder: every file that was
//! handed out, taken from the repository's history by its hash, and of the learner's files only
//! `src/lib.rs`. So it does not matter what was changed, added or committed first. The second runs
//! each test as a program of its own. A test counts if it ended well and printed, at its very end,
//! a secret that it was given on its standard input.

use crate::files::Files;
use crate::graded;
use crate::lesson::{Lesson, Step};
use crate::starter;
use anyhow::{Context, Result};
use serde::Serialize;

/// Where a handout holds the workflow.
const WORKFLOW: &str = ".github/workflows/check-steps.yml";

/// Where a handout holds the tests for Classroom 50.
const TESTS: &str = ".github/classroom50/tests.json";

/// Where a handout holds the runtime block of Classroom 50 that goes with them.
const RUNTIME: &str = ".github/classroom50/runtime.json";

/// How many seconds Classroom 50 gives the build, and each step. 600 is the most it gives.
const BUILD_SECONDS: u32 = 600;
const STEP_SECONDS: u32 = 300;

const HEAD: &str = r#"# Builds what was pushed and checks each step. The table with the points is on the run's
# summary page. It uses the tests and build files as they were handed out, whatever was changed.
name: Check the steps
on: [push, workflow_dispatch]
permissions:
  contents: read
jobs:
  steps:
    runs-on: ubuntu-latest
    timeout-minutes: 30
    defaults:
      run:
        shell: bash
    steps:
      - name: Get what was pushed
        uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1
        with:
          fetch-depth: 0
          persist-credentials: false
"#;

const PREPARE: &str = r#"set -euo pipefail
check="${RUNNER_TEMP:-/tmp}/check-steps"
rm -rf "$check"
mkdir -p "$check/src"

# The files as they were handed out: git's hash of each, and its path.
handed_out='HANDED_OUT'

while read -r hash path; do
    if ! git cat-file -e "$hash" 2>/dev/null; then
        echo "::error::$path as it was handed out is nowhere in this repository's history."
        echo 'Commit the files of the handout as they are, then push again.'
        exit 1
    fi
    mkdir -p "$check/$(dirname "$path")"
    git cat-file blob "$hash" > "$check/$path"
    cmp -s "$path" "$check/$path" || echo "not as it was handed out, so restored: $path"
done <<< "$handed_out"
git ls-files '*.rs' | while read -r path; do
    [ "$path" = src/lib.rs ] || grep -qF " $path" <<< "$handed_out" || echo "not used: $path"
done
if [ ! -f src/lib.rs ] || [ -L src/lib.rs ]; then
    echo '::error::there is no file src/lib.rs'
    exit 1
fi
cp src/lib.rs "$check/src/lib.rs"

# Each test gets a secret before the learner's code runs, and prints it when it is over.
cat >> "$check/tests/steps.rs" <<'RUST'
GRADED
RUST
"#;

const BUILD: &str = r#"cd "$check"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$check/target}" CARGO_TERM_COLOR=never
if ! cargo test --no-run --test steps 2>&1 | tee build.log; then
    echo 'It does not compile, so no step could be checked.' | tee -a "${GITHUB_STEP_SUMMARY:-/dev/null}"
    exit 1
fi
sed -n 's/^ *Executable .*(\(.*\))$/\1/p' build.log > program
[ -s program ]
"#;

const RUN: &str = r#"set -euo pipefail
cd "${RUNNER_TEMP:-/tmp}/check-steps"
program=$(realpath "$(cat program)")
built=$(sha256sum < "$program")

# Runs one test: true if it ended well and printed its secret, which only its last line does.
passes() {
    local secret output
    secret=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')
    [ "$(sha256sum < "$program")" = "$built" ] || return 1
    if output=$(env -i PATH="$PATH" HOME="$PWD" timeout --kill-after=5 20 "$program" "graded::$1" \
        --exact --nocapture --test-threads=2 <<< "$secret" 2>&1 | head -c 1000000 | tr -d '\0') \
        && grep -qxF "$secret" <<< "$output"; then
        return 0
    fi
    printf '\nnot passed: %s\n::stop-commands::%s\n%s\n::%s::\n' "$1" "$secret" "${output:-}" "$secret"
    return 1
}
"#;

const TABLE: &str = r#"
points=0
table=$'| step | checks | points |\n|---|---|---|\n'

# Runs the tests of one step. It counts when all of them pass.
step() {
    local title=$1 worth=$2 passed=0 got=0
    shift 2
    for test in "$@"; do
        if passes "$test"; then passed=$((passed + 1)); fi
    done
    if [ "$passed" = $# ]; then got=$worth; fi
    points=$((points + got))
    table+="| $title | $passed of $# | $got of $worth |"$'\n'
}

STEPS
table+="| all | | $points of ALL |"$'\n'
printf '%s' "$table" | tee "${GITHUB_STEP_SUMMARY:-/dev/null}"
[ "$points" = ALL ]
"#;

/// What checks a handout elsewhere. `handout` holds its files as they are on the disk.
pub(crate) fn files(handout: &Files, lesson: &Lesson) -> Result<Files> {
    let tests = handout.get("tests/steps.rs").context("the handout has no tests")?;
    let tests = starter::test_names(&String::from_utf8_lossy(tests))?;
    let prepare = prepare(handout, &tests);
    Ok(Files::from([
        (WORKFLOW.to_owned(), workflow(&prepare, lesson, &tests).into_bytes()),
        (TESTS.to_owned(), classroom_50_tests(&prepare, lesson, &tests)?.into_bytes()),
        (RUNTIME.to_owned(), b"{ \"rust\": \"stable\" }\n".to_vec()),
    ]))
}

fn workflow(prepare: &str, lesson: &Lesson, tests: &[String]) -> String {
    let steps = lesson.steps.iter().map(|step| {
        let title = quoted(&format!("{}. {}", step.number, step.title));
        format!("step {title} {} \\\n    {}\n", step.points, of_step(step, tests).join(" \\\n    "))
    });
    let all: u32 = lesson.steps.iter().map(|step| step.points).sum();
    let table = TABLE.replace("STEPS", &steps.collect::<String>()).replace("ALL", &all.to_string());
    let mut workflow = HEAD.to_owned();
    for (name, script) in [
        ("Lay out the files as they were handed out, with the src/lib.rs that was pushed", prepare),
        ("Build", &format!("set -euo pipefail\ncheck=\"$RUNNER_TEMP/check-steps\"\n{BUILD}")),
        ("Check the steps", &format!("{RUN}{table}")),
    ] {
        workflow.push_str(&format!("      - name: {name}\n        run: |\n"));
        for line in script.lines() {
            workflow.push_str(format!("          {line}").trim_end());
            workflow.push('\n');
        }
    }
    workflow
}

/// A first test that builds, and one for each step, as Classroom 50 wants them.
fn classroom_50_tests(prepare: &str, lesson: &Lesson, tests: &[String]) -> Result<String> {
    let test = |name: &str, script: &str, timeout: u32, points: u32| Test {
        name: name.to_owned(),
        kind: "run",
        // A shell of another kind may be the one that starts it.
        run: format!("bash -c {}", quoted(script)),
        timeout,
        points,
    };
    let mut all = vec![test("builds", &format!("{prepare}{BUILD}"), BUILD_SECONDS, 0)];
    all.extend(lesson.steps.iter().map(|step| {
        let checks: String =
            of_step(step, tests).iter().map(|test| format!("passes {test}\n")).collect();
        let name = format!("Step {}: {}", step.number, step.title);
        test(&name, &format!("{RUN}{checks}"), STEP_SECONDS, step.points)
    }));
    Ok(serde_json::to_string_pretty(&all)? + "\n")
}

/// A test of Classroom 50.
#[derive(Serialize)]
struct Test {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    run: String,
    timeout: u32,
    points: u32,
}

/// The first piece of shell, with the hashes of `files`.
fn prepare(files: &Files, tests: &[String]) -> String {
    let handed_out: Vec<String> = files
        .iter()
        .filter(|(path, _)| is_needed(path))
        .map(|(path, bytes)| format!("{} {path}", git_hash(bytes)))
        .collect();
    PREPARE
        .replace("HANDED_OUT", &handed_out.join("\n"))
        .replace("GRADED", graded::module(tests).trim_end())
}

/// True for what a build needs. Vendored sources are not: GitHub's machines have internet.
fn is_needed(path: &str) -> bool {
    let in_a_package = |folder: &str| {
        ["Cargo.toml", "build.rs", "src/", "tests/", "examples/"].iter().any(|part| {
            path.strip_prefix(folder).is_some_and(|path| path == *part || path.starts_with(part))
        })
    };
    let is_member = |folder: &str| {
        path.strip_prefix(folder)
            .and_then(|path| path.split_once('/'))
            .is_some_and(|(name, _)| in_a_package(&format!("{folder}{name}/")))
    };
    path == "Cargo.lock"
        || path != "src/lib.rs"
            && (in_a_package("") || is_member("crates/") || is_member("scripts/"))
}

/// The name that git gives to these bytes: the SHA-1 of a short head and the bytes.
fn git_hash(bytes: &[u8]) -> String {
    let mut hash = sha1_smol::Sha1::new();
    hash.update(format!("blob {}\0", bytes.len()).as_bytes());
    hash.update(bytes);
    hash.digest().to_string()
}

fn of_step<'a>(step: &Step, tests: &'a [String]) -> Vec<&'a str> {
    let prefix = step.test_prefix();
    tests.iter().filter(|name| name.starts_with(&prefix)).map(String::as_str).collect()
}

/// A word of shell.
fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_bytes_as_git_does() {
        assert_eq!(git_hash(b"hello\n"), "ce013625030ba8dba906f756967f9e9ca394464a");
    }

    #[test]
    fn restores_what_a_build_needs_and_leaves_the_learners_file() {
        for (path, needed) in [
            ("Cargo.toml", true),
            ("Cargo.lock", true),
            ("src/lib.rs", false),
            ("src/main.rs", true),
            ("tests/steps.rs", true),
            ("examples/first-octets.rs", true),
            ("crates/common/src/lib.rs", true),
            ("scripts/practice-net/Cargo.toml", true),
            ("vendor/clap/src/lib.rs", false),
            ("README.md", false),
            (".cargo/config.toml", false),
        ] {
            assert_eq!(is_needed(path), needed, "{path}");
        }
    }

    #[test]
    fn a_title_stays_one_word_of_shell() {
        assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
    }
}
