//! A quiz: conversions both ways, and the lesson's questions.

use crate::{octet_to_bits, sum_of_places};
use common::lines::Lines;
use std::io::{Read, Write};

/// A question and its answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question, one line.
    pub prompt: String,
    /// The answer, without spaces.
    pub answer: String,
    /// What to think of, shown after the first wrong answer.
    pub nudge: String,
    /// The sum or the reason, shown after the second wrong answer and after the right one.
    pub proof: String,
}

/// The lesson's questions: prompt, answer, nudge. The proof is the nudge with its result.
const LESSON: [[&str; 3]; 6] = [
    [
        "What is the biggest number that fits in an octet?",
        "255",
        "put a 1 in all eight places: 128 + 64 + 32 + 16 + 8 + 4 + 2 + 1",
    ],
    [
        "How many different values can an octet have?",
        "256",
        "2 for the first bit, and each of the other seven doubles that",
    ],
    ["How many bits are in an octet?", "8", "count the places, from 128 down to 1"],
    ["How many octets are in an IPv4 address?", "4", "count the numbers in 192.168.1.5"],
    ["How many bits are in an IPv4 address?", "32", "count the octets, with eight bits in each"],
    ["What is a 1 worth in the leftmost place of an octet?", "128", "double 1 seven times"],
];

/// `rounds` questions, a third of each kind. `seed` decides which, the same on every computer, or
/// else chance does.
pub fn questions(rounds: u32, seed: Option<u64>) -> impl Iterator<Item = Question> {
    let seed = seed.unwrap_or_else(|| fastrand::u64(..));
    log::info!("the seed is {seed}: --seed {seed} asks the same again");
    let mut random = fastrand::Rng::with_seed(seed);
    let first = u32::from(random.u8(..6));
    (0..rounds).map(move |round| {
        let octet = random.u8(..);
        let (bits, number, proof) = (octet_to_bits(octet), octet.to_string(), sum_of_places(octet));
        match round % 3 {
            0 => Question {
                prompt: format!("What is {bits} in decimal?"),
                answer: number,
                nudge: "which places have a 1? 128 64 32 16 8 4 2 1".to_string(),
                proof,
            },
            1 => Question {
                prompt: format!("What is {number} in binary, eight digits?"),
                answer: bits,
                nudge: format!("does 128 fit into {number}? Then 1, and take it away. Next: 64"),
                proof,
            },
            _ => lesson_question(first + round / 3),
        }
    })
}

/// The lesson's question with that number; after the last comes the first.
fn lesson_question(number: u32) -> Question {
    let [prompt, answer, nudge] = LESSON[number as usize % LESSON.len()].map(str::to_string);
    Question { prompt, proof: format!("{nudge}, {answer}"), answer, nudge }
}

/// Asks each question until it is answered, or the input ends. An answer that is right at the first
/// try is a point.
///
/// # Errors
/// If the input cannot be read, or `out` cannot be written.
pub fn play(
    questions: impl Iterator<Item = Question>,
    lines: &mut Lines<impl Read>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let (mut points, mut asked) = (0, 0);
    'quiz: for question in questions {
        for attempt in 1.. {
            writeln!(out, "{}", question.prompt)?;
            out.flush()?;
            let Some(line) = lines.next_line(out)? else { break 'quiz };
            asked += u32::from(attempt == 1);
            if line.iter().filter(|byte| !byte.is_ascii_whitespace()).eq(question.answer.as_bytes())
            {
                points += u32::from(attempt == 1);
                break;
            }
            match attempt {
                1 => writeln!(out, "Not yet: {}. Try again:", question.nudge)?,
                _ => writeln!(out, "No: {}. Try again:", question.proof)?,
            }
        }
        writeln!(out, "Yes: {}.", question.proof)?;
    }
    writeln!(out, "{points} of {asked} right at the first try.")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_asks_the_same_on_every_system() {
        let asked: Vec<_> = questions(6, Some(7)).map(|question| question.prompt).collect();
        assert_eq!(
            asked,
            [
                "What is 00100000 in decimal?",
                "What is 115 in binary, eight digits?",
                "How many bits are in an octet?",
                "What is 00101100 in decimal?",
                "What is 9 in binary, eight digits?",
                "How many octets are in an IPv4 address?",
            ]
        );
    }

    #[test]
    fn different_seeds_ask_differently() {
        assert!(questions(6, Some(1)).ne(questions(6, Some(2))));
    }

    #[test]
    fn the_solution_comes_only_after_a_nudge() {
        for number in 0..6 {
            let question = lesson_question(number);
            let mut numbers = question.nudge.split(|letter: char| !letter.is_ascii_digit());
            assert!(numbers.all(|number| number != question.answer), "{}", question.nudge);
        }
        let mut out = Vec::new();
        let mut lines = Lines::new("1\n2\n3\n255\n".as_bytes(), 128, "");
        play([lesson_question(0)].into_iter(), &mut lines, &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        let after: Vec<&str> = out.lines().skip(1).step_by(2).collect();
        let [nudge, solution, again, right] = after[..] else { panic!("{out}") };
        assert!(nudge.starts_with("Not yet: ") && !nudge.contains("255"), "{out}");
        assert!(solution.ends_with("255. Try again:") && again == solution, "{out}");
        assert!(right.starts_with("Yes: "), "{out}");
    }

    #[test]
    fn the_end_of_the_input_ends_the_quiz_with_the_score() {
        for (input, said) in
            [("", "0 of 0"), ("255", "1 of 1"), ("256\n", "0 of 1"), ("256\n2 55\n8\n", "1 of 2")]
        {
            let mut out = Vec::new();
            let mut lines = Lines::new(input.as_bytes(), 128, "");
            play([0, 2, 1].map(lesson_question).into_iter(), &mut lines, &mut out).unwrap();
            let out = String::from_utf8(out).unwrap();
            assert_eq!(
                out.lines().last(),
                Some(format!("{said} right at the first try.").as_str()),
                "{out}"
            );
        }
    }
}
