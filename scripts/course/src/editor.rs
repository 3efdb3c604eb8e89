//! What Visual Studio Code needs in a folder that is opened on its own: a learner's copy, or a handout.

use crate::files::Files;

/// Inline suggestions are off: they write the answer before anybody has thought about the question.
const SETTINGS: &str = r#"{
  "editor.inlineSuggest.enabled": false,
  "github.copilot.enable": { "*": false },
  "files.eol": "\n"
}
"#;

const EXTENSIONS: &str = r#"{
  "recommendations": ["rust-lang.rust-analyzer"]
}
"#;

/// Adds the settings, the extension to install, and `tasks`: a label and a command line each. The
/// first task is the one that the editor's build key runs.
pub(crate) fn add(files: &mut Files, tasks: &[(&str, &str)]) {
    let tasks: Vec<String> = tasks
        .iter()
        .enumerate()
        .map(|(number, (label, command))| {
            let group = if number == 0 { ",\n      \"group\": \"build\"" } else { "" };
            format!(
                "    {{\n      \"label\": \"{label}\",\n      \"type\": \"shell\",\n      \
                 \"command\": \"{command}\",\n      \"problemMatcher\": \"$rustc\"{group}\n    }}"
            )
        })
        .collect();
    let tasks =
        format!("{{\n  \"version\": \"2.0.0\",\n  \"tasks\": [\n{}\n  ]\n}}\n", tasks.join(",\n"));
    files.insert(".vscode/settings.json".to_owned(), SETTINGS.into());
    files.insert(".vscode/extensions.json".to_owned(), EXTENSIONS.into());
    files.insert(".vscode/tasks.json".to_owned(), tasks.into_bytes());
}
