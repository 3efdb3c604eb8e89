//! The workflow with which GitHub Classroom grades a handout: a step of the lesson is a test with its points.

use crate::lesson::Lesson;

const HEAD: &str = r#"# GitHub Classroom runs this on every push, and reads the points from it.
name: Autograding Tests
on: [push, workflow_dispatch, repository_dispatch]
permissions:
  checks: write
  actions: read
  contents: read
jobs:
  run-autograding-tests:
    runs-on: ubuntu-latest
    if: github.actor != 'github-classroom[bot]'
    steps:
    - name: Checkout code
      uses: actions/checkout@v4
      with:
        fetch-depth: 0
    - name: Put the files back that a learner does not change, as they were handed out
      run: git checkout "$(git rev-list --max-parents=0 HEAD | tail -n 1)" -- tests Cargo.toml Cargo.lock .cargo crates scripts
"#;

/// The workflow for `lesson`, whose tests have these names. A step counts when as many tests passed as it has.
pub(crate) fn workflow(lesson: &Lesson, tests: &[String]) -> String {
    let mut workflow = HEAD.to_owned();
    for step in &lesson.steps {
        let (number, prefix) = (step.number, step.test_prefix());
        let count = tests.iter().filter(|name| name.starts_with(&prefix)).count();
        workflow.push_str(&format!(
            "    - name: Step {number}
      id: step-{number}
      uses: classroom-resources/autograding-command-grader@v1
      with:
        test-name: Step {number}
        setup-command: ''
        command: cargo test --test steps {prefix} 2>&1 | tee /dev/stderr | grep '^test result: ok. {count} passed;'
        timeout: 10
        max-score: {}
",
            step.points
        ));
    }
    let ids: Vec<String> =
        lesson.steps.iter().map(|step| format!("step-{}", step.number)).collect();
    workflow.push_str(
        "    - name: Autograding Reporter
      uses: classroom-resources/autograding-grading-reporter@v1
      env:
",
    );
    for id in &ids {
        let variable = id.to_uppercase();
        workflow.push_str(&format!(
            "        {variable}_RESULTS: \"${{{{steps.{id}.outputs.result}}}}\"\n"
        ));
    }
    workflow.push_str(&format!("      with:\n        runners: {}\n", ids.join(",")));
    workflow
}
