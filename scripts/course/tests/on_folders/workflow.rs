//! What checks a handout elsewhere, run as it would be run there: the workflow's steps in a clone
//! with a history, and the tests of Classroom 50.

use crate::scratch::{RIGHT, Scratch, is_there, run, skip};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use yaml_rust2::{Yaml, YamlLoader};

const WORKFLOW: &str = ".github/workflows/check-steps.yml";

/// A repository as learners push it: one unrelated commit, then the handout, then their work.
struct Pushed {
    scratch: Scratch,
    steps: Vec<(String, String)>,
}

/// What came of running the workflow.
#[derive(Debug)]
struct Ran {
    succeeded: bool,
    log: String,
    summary: String,
}

impl Pushed {
    /// None, with a printed reason, on a computer that lacks what GitHub's have.
    fn new(name: &str) -> Option<Pushed> {
        if !cfg!(target_os = "linux") || !["git", "bash"].iter().all(|program| is_there(program)) {
            skip("the workflow runs on Linux, with git and bash");
            return None;
        }
        let scratch = Scratch::new(name);
        let said = scratch.course(&["handout", "doubling", "--to", "handed-out"]);
        assert_eq!(said.code, Some(0), "{said:?}");
        Some(Pushed::of(scratch))
    }

    /// The same for what is in the folder `handed-out`.
    fn of(scratch: Scratch) -> Pushed {
        let pushed =
            Pushed { steps: steps(&scratch.read(&format!("handed-out/{WORKFLOW}"))), scratch };
        fs::create_dir(pushed.repository()).unwrap();
        pushed.git(&["init", "--quiet"]);
        pushed.scratch.write("pushed/README.md", "made by GitHub\n");
        pushed.commit("Initial commit");
        let copied = Command::new("cp")
            .args(["-a", "handed-out/.", "pushed"])
            .current_dir(&pushed.scratch.root)
            .status();
        assert!(copied.unwrap().success());
        pushed.commit("What was handed out");
        pushed
    }

    fn repository(&self) -> PathBuf {
        self.scratch.root.join("pushed")
    }

    fn git(&self, arguments: &[&str]) {
        let identity = ["-c", "user.name=Ada", "-c", "user.email=ada@example.org"];
        let said = run("git", &self.repository(), &[&identity[..], arguments].concat());
        assert_eq!(said.code, Some(0), "{said:?}");
    }

    fn commit(&self, message: &str) {
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// Commits `files`, runs the workflow's steps, and takes the commit back.
    fn push(&self, files: &[(&str, &str)]) -> Ran {
        for (path, text) in files {
            self.scratch.write(&format!("pushed/{path}"), text);
        }
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--allow-empty", "--message", "My work"]);
        let temporary = self.scratch.root.join("runner");
        let summary = self.scratch.root.join("summary.md");
        fs::create_dir_all(&temporary).unwrap();
        fs::write(&summary, "").unwrap();
        let mut ran = Ran { succeeded: true, log: String::new(), summary: String::new() };
        for (name, script) in &self.steps {
            let (succeeded, log) = bash(&self.repository(), script, &temporary, &summary);
            ran.log.push_str(&format!("== {name}\n{log}"));
            ran.succeeded &= succeeded;
            if !succeeded {
                break;
            }
        }
        ran.summary = fs::read_to_string(&summary).unwrap();
        self.git(&["reset", "--quiet", "--hard", "HEAD~1"]);
        ran
    }
}

/// The name and the shell of each step that runs shell.
fn steps(workflow: &str) -> Vec<(String, String)> {
    let workflow = YamlLoader::load_from_str(workflow).unwrap().remove(0);
    let job = &workflow["jobs"]["steps"];
    assert_eq!(workflow["permissions"]["contents"].as_str(), Some("read"));
    assert_eq!(job["defaults"]["run"]["shell"].as_str(), Some("bash"));
    let steps: Vec<&Yaml> = job["steps"].as_vec().unwrap().iter().collect();
    let uses: Vec<&str> = steps.iter().filter_map(|step| step["uses"].as_str()).collect();
    assert!(
        matches!(uses[..], [checkout] if checkout.starts_with("actions/checkout@") && checkout.len() == 57),
        "one action, GitHub's own, named by its hash: {uses:?}"
    );
    let text = |step: &Yaml, key: &str| step[key].as_str().unwrap().to_owned();
    let shell = steps.into_iter().filter(|step| !step["run"].is_badvalue());
    shell.map(|step| (text(step, "name"), text(step, "run"))).collect()
}

/// Runs `script` as GitHub's machines do. True if it succeeded; and what it printed.
fn bash(folder: &Path, script: &str, temporary: &Path, summary: &Path) -> (bool, String) {
    let mut command = Command::new("bash");
    command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]).current_dir(folder);
    command.env("RUNNER_TEMP", temporary).env("GITHUB_STEP_SUMMARY", summary);
    command.env_remove("CARGO_TARGET_DIR");
    let output = command.output().unwrap();
    let printed = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&printed).into_owned())
}

fn solved(lib: &str) -> String {
    lib.replace(RIGHT[0].0, RIGHT[0].1).replace(RIGHT[1].0, RIGHT[1].1)
}

const ALL_POINTS: &str = "\
| step | checks | points |
|---|---|---|
| 1. Twice a number | 2 of 2 | 2 of 2 |
| 2. Two numbers in a sentence | 1 of 1 | 3 of 3 |
| all | | 5 of 5 |
";

#[test]
#[ignore = "slow: run by CI as a step of its own"]
fn the_workflow_gives_the_points_and_cannot_be_talked_into_more() {
    let Some(pushed) = Pushed::new("workflow") else { return };
    let lib = pushed.scratch.read("handed-out/src/lib.rs");
    let tests = pushed.scratch.read("handed-out/tests/steps.rs");
    let right = solved(&lib);

    let ran = pushed.push(&[("src/lib.rs", &right)]);
    assert!(ran.succeeded, "{ran:?}");
    assert_eq!(ran.summary, ALL_POINTS, "{ran:?}");

    let none = |ran: &Ran| !ran.succeeded && ran.summary.ends_with("| all | | 0 of 5 |\n");
    let ran = pushed.push(&[]);
    assert!(none(&ran), "the starter: {ran:?}");

    let weak = "#[test]\nfn step_1_doubles_a_small_number() {}\n";
    let ran = pushed.push(&[("tests/steps.rs", weak)]);
    assert!(none(&ran), "changed tests: {ran:?}");
    assert!(ran.log.contains("not as it was handed out, so restored: tests/steps.rs"), "{ran:?}");
    let ran = pushed.push(&[("tests/steps.rs", weak), ("src/lib.rs", &right)]);
    assert_eq!(ran.summary, ALL_POINTS, "changed tests beside right work: {ran:?}");

    let script =
        "fn main() { std::fs::write(\"tests/steps.rs\", \"#[test] fn step_1_x() {}\").unwrap(); }";
    let config = "[build]\nrustc-wrapper = \"/bin/false\"\n";
    let ran = pushed.push(&[("build.rs", script), (".cargo/config.toml", config)]);
    assert!(none(&ran), "a build script and settings for cargo: {ran:?}");
    let manifest = pushed.scratch.read("handed-out/Cargo.toml");
    let ran = pushed.push(&[
        ("other.rs", script),
        ("Cargo.toml", &manifest.replacen("[package]", "[package]\nbuild = \"other.rs\"", 1)),
    ]);
    assert!(none(&ran), "a build script of another name: {ran:?}");
    assert!(ran.log.contains("not used: other.rs"), "{ran:?}");

    let count = tests.matches("#[test]").count();
    let printed = format!(
        "{{ print!(\"\\ntest result: ok. {count} passed; 0 failed;\\ntest result: ok. 1 passed;\\n\"); \
         std::process::exit(0) }}"
    );
    let ran = pushed.push(&[("src/lib.rs", &lib.replace(RIGHT[0].0, &printed))]);
    assert!(none(&ran), "it prints `test result: ok`: {ran:?}");

    let ran = pushed.push(&[("src/lib.rs", &lib.replace(RIGHT[0].0, RIGHT[0].1))]);
    assert!(!ran.succeeded && ran.summary.ends_with("| all | | 2 of 5 |\n"), "one step: {ran:?}");

    let ran = pushed.push(&[("src/lib.rs", "pub fn")]);
    assert!(!ran.succeeded, "{ran:?}");
    assert!(ran.summary.starts_with("It does not compile"), "{ran:?}");

    // A learner who begins anew, with other tests, has no history in which the tests could be found.
    pushed.git(&["checkout", "--quiet", "--orphan", "anew"]);
    pushed.scratch.write("pushed/tests/steps.rs", weak);
    pushed.git(&["commit", "--quiet", "--all", "--message", "All mine"]);
    for branch in ["main", "master"] {
        let _ = run("git", &pushed.repository(), &["branch", "--quiet", "-D", branch]);
    }
    for arguments in
        [&["reflog", "expire", "--expire=now", "--all"][..], &["gc", "--quiet", "--prune=now"]]
    {
        pushed.git(arguments);
    }
    let ran = pushed.push(&[]);
    assert!(ran.log.contains("tests/steps.rs as it was handed out is nowhere"), "{ran:?}");
}

/// `LESSON=octets` before the command tries that one only.
#[test]
#[ignore = "slow: run by CI as a step of its own"]
fn each_lessons_workflow_gives_the_solution_all_points_and_the_starter_none() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for entry in fs::read_dir(repository.join("lessons")).unwrap() {
        let entry = entry.unwrap();
        if !entry.path().join("steps.toml").is_file() {
            continue;
        }
        let lesson = entry.file_name().into_string().unwrap();
        if std::env::var("LESSON").is_ok_and(|only| only != lesson) {
            continue;
        }
        let Some(Pushed { scratch, .. }) = Pushed::new(&format!("workflow-{lesson}")) else {
            return;
        };
        for folder in ["handed-out", "pushed"] {
            fs::remove_dir_all(scratch.root.join(folder)).unwrap();
        }
        let to = scratch.root.join("handed-out");
        let arguments = ["handout", &lesson, "--to", to.to_str().unwrap()];
        let said = run(env!("CARGO_BIN_EXE_course"), &repository, &arguments);
        assert_eq!(said.code, Some(0), "{said:?}");
        let pushed = Pushed::of(scratch);
        let solution = repository.join("crates").join(&*lesson).join("src/lib.rs");
        let solution = fs::read_to_string(solution).unwrap();
        let ran = pushed.push(&[("src/lib.rs", &solution)]);
        assert!(ran.succeeded, "{lesson}: {ran:?}");
        let ran = pushed.push(&[]);
        assert!(!ran.succeeded && ran.summary.contains("| all | | 0 of "), "{lesson}: {ran:?}");
    }
}

#[test]
#[ignore = "slow: run by CI as a step of its own"]
fn classroom_50_gives_the_same_points() {
    let Some(pushed) = Pushed::new("classroom-50") else { return };
    let tests: serde_json::Value =
        serde_json::from_str(&pushed.scratch.read("handed-out/.github/classroom50/tests.json"))
            .unwrap();
    let runtime: serde_json::Value =
        serde_json::from_str(&pushed.scratch.read("handed-out/.github/classroom50/runtime.json"))
            .unwrap();
    assert_eq!(runtime["rust"], "stable");
    assert!(!pushed.scratch.root.join("handed-out/.github/workflows/autograde.yaml").exists());
    let tests = tests.as_array().unwrap();
    for test in tests {
        let mut keys: Vec<&String> = test.as_object().unwrap().keys().collect();
        keys.sort();
        assert_eq!(keys, ["name", "points", "run", "timeout", "type"]);
        assert_eq!(test["type"], "run");
        assert!(test["name"].as_str().unwrap().len() <= 100);
        assert!((1..=600).contains(&test["timeout"].as_u64().unwrap()));
    }
    assert_eq!((&tests[0]["points"], &tests[0]["timeout"]), (&0.into(), &600.into()));
    let worth: Vec<u64> = tests.iter().map(|test| test["points"].as_u64().unwrap()).collect();
    assert_eq!(worth, [0, 2, 3]);

    let lib = pushed.scratch.read("handed-out/src/lib.rs");
    let forged = "{ println!(\"test result: ok. 3 passed;\"); std::process::exit(0) }";
    for (lib, expected) in [
        (solved(&lib), [true, true, true]),
        (lib.clone(), [true, false, false]),
        (lib.replace(RIGHT[1].0, RIGHT[1].1), [true, false, true]),
        (lib.replace(RIGHT[0].0, forged), [true, false, false]),
        ("pub fn".to_owned(), [false, false, false]),
    ] {
        pushed.scratch.write("pushed/src/lib.rs", &lib);
        pushed
            .scratch
            .write("pushed/tests/steps.rs", "#[test]\nfn step_1_doubles_a_small_number() {}\n");
        let passed: Vec<bool> = tests
            .iter()
            .map(|test| {
                // Each command is given to a shell of its own, in the checkout.
                let mut command = Command::new("sh");
                command
                    .args(["-c", test["run"].as_str().unwrap()])
                    .current_dir(pushed.repository());
                command.env("RUNNER_TEMP", &pushed.scratch.root).env_remove("CARGO_TARGET_DIR");
                command.output().unwrap().status.success()
            })
            .collect();
        assert_eq!(passed, expected, "{lib}");
    }
}
