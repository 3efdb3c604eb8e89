//! `cargo course learn`, typed into and saved beside, as a learner would.

use crate::scratch::{RIGHT, Scratch};
use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

const LIB: &str = "my-work/doubling/src/lib.rs";

/// How long a build and a few tests may take on a computer that has much else to do.
const PATIENCE: Duration = Duration::from_secs(300);

struct Learning {
    program: Child,
    keyboard: ChildStdin,
    lines: Receiver<String>,
}

impl Learning {
    fn start(scratch: &Scratch) -> Learning {
        let mut command = Command::new(env!("CARGO_BIN_EXE_course"));
        command.args(["learn", "doubling"]).current_dir(&scratch.root);
        command.env_remove("CARGO_TARGET_DIR");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut program = command.spawn().unwrap();
        let keyboard = program.stdin.take().unwrap();
        let screen = BufReader::new(program.stdout.take().unwrap());
        let (sender, lines) = channel();
        thread::spawn(move || screen.lines().try_for_each(|line| sender.send(line.unwrap())));
        Learning { program, keyboard, lines }
    }

    /// The lines up to the one that begins with `last`.
    fn until(&self, last: &str) -> String {
        let mut seen = String::new();
        while !seen.lines().next_back().is_some_and(|line| line.starts_with(last)) {
            let line = self.lines.recv_timeout(PATIENCE);
            seen += &line.unwrap_or_else(|_| panic!("`{last}` did not come after:\n{seen}"));
            seen.push('\n');
        }
        seen
    }
}

#[test]
fn learning_goes_from_save_to_save_and_ends_with_the_learners_own_program() {
    let scratch = Scratch::new("learn");
    scratch.course(&["start", "doubling"]);
    let starter = scratch.read(LIB);
    let mut learning = Learning::start(&scratch);
    let goal = "Gives twice the number, and 255 where that would be more.";
    let seen = learning.until(goal);
    assert!(seen.contains("Step 1 of 2: Twice a number. Write `double`."), "{seen}");

    scratch.write(LIB, starter.replace(RIGHT[0].0, "number.saturating_mul(number)"));
    let wrong = "          expected  6\n          got       9\n        9 is 3 times 3: that is the square.\n";
    let seen = learning.until("        9 is 3 times 3");
    assert!(seen.ends_with(wrong) && !seen.contains(goal), "{seen}");
    scratch.write(LIB, starter.replace(RIGHT[0].0, "number.saturating_mul(number) // as before"));
    assert_eq!(learning.until("Saved"), "Saved; what came is the same.\n");

    learning.keyboard.write_all(b"h\n").unwrap();
    learning.until("What is the greatest u8?");
    learning.keyboard.write_all(b"h\n").unwrap();
    learning.until("The numbers of Rust can multiply");
    learning.keyboard.write_all(b"what?\n").unwrap();
    learning.until("h and Enter: a hint.");

    let first = starter.replace(RIGHT[0].0, RIGHT[0].1);
    scratch.write(LIB, &first);
    learning.until("✓ step 1 is done: Twice a number");
    learning.until("Step 2 of 2: Two numbers in a sentence.");
    scratch.write(LIB, first.replace(RIGHT[1].0, RIGHT[1].1));
    learning.until("✓ step 2 is done: Two numbers in a sentence");
    learning.until("All 2 steps are done. This is your own program:");
    learning.until("together they make 3");
    assert_eq!(learning.program.wait().unwrap().code(), Some(0));
}

#[test]
fn learning_makes_the_copy_and_ends_when_asked_to() {
    let scratch = Scratch::new("learn-quit");
    let mut learning = Learning::start(&scratch);
    let seen = learning.until("Step 1 of 2");
    assert!(!seen.contains('\u{1b}'), "no colours in a pipe: {seen}");
    learning.keyboard.write_all(b"q\n").unwrap();
    assert_eq!(learning.program.wait().unwrap().code(), Some(1));
}
