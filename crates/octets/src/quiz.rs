//! A quiz: conversions both ways, and the lesson's questions.

use crate::{Lines, octet_to_bits, sum_of_places};
use std::io::{Read, Write};

/// A question with the answer that is expected and the sum or the reason that proves it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question, one line.
    pub asks: String,
    /// The answer, without spaces.
    pub answer: String,
    /// What is shown after a miss.
    pub proof: String,
}

/// The lesson's questions: question, answer, proof.
const LESSON: [[&str; 3]; 6] = [
    [
        "What is the biggest number that fits in an octet?",
        "255",
        "128 + 64 + 32 + 16 + 8 + 4 + 2 + 1 = 255",
    ],
    [
        "How many different values can an octet have?",
        "256",
        "0 to 255 are 256 values: 2 for each of 8 bits, 2^8 = 256",
    ],
    ["How many bits are in an octet?", "8", "the place values 128 64 32 16 8 4 2 1 are 8 places"],
    ["How many octets are in an IPv4 address?", "4", "192.168.1.5 has 4 numbers between the dots"],
    ["How many bits are in an IPv4 address?", "32", "4 octets of 8 bits: 4 x 8 = 32"],
    [
        "What is a 1 worth in the leftmost place of an octet?",
        "128",
        "1, doubled seven times: 2 4 8 16 32 64 128",
    ],
];

/// `rounds` questions, a third of each sort. With the same `seed` they are the same on every computer.
pub fn questions(rounds: u32, seed: u64) -> impl Iterator<Item = Question> {
    let mut random = fastrand::Rng::with_seed(seed);
    let first = u32::from(random.u8(..6));
    (0..rounds).map(move |round| {
        let octet = random.u8(..);
        let (decimal, bits, proof) =
            (octet.to_string(), octet_to_bits(octet), sum_of_places(octet));
        match round % 3 {
            0 => Question { asks: format!("What is {bits} in decimal?"), answer: decimal, proof },
            1 => Question {
                asks: format!("What is {decimal} in binary, eight digits?"),
                answer: bits,
                proof,
            },
            _ => lesson_question(first + round / 3),
        }
    })
}

/// The lesson's question with that number; after the last comes the first.
fn lesson_question(number: u32) -> Question {
    let [asks, answer, proof] = LESSON[number as usize % LESSON.len()].map(str::to_string);
    Question { asks, answer, proof }
}

/// Asks each question until it is answered, or the input ends. Right at the first try is a point.
///
/// # Errors
/// When the input cannot be read, or `out` not be written.
pub fn play(
    questions: impl Iterator<Item = Question>,
    lines: &mut Lines<impl Read>,
    out: &mut impl Write,
) -> anyhow::Result<()> {
    let (mut points, mut asked) = (0, 0);
    'quiz: for question in questions {
        let mut tries = 0;
        loop {
            writeln!(out, "{}", question.asks)?;
            out.flush()?;
            let Some(line) = lines.next(out)? else { break 'quiz };
            tries += 1;
            asked += u32::from(tries == 1);
            if line.iter().filter(|byte| !byte.is_ascii_whitespace()).eq(question.answer.as_bytes())
            {
                break;
            }
            writeln!(out, "No: {}. Once more:", question.proof)?;
        }
        points += u32::from(tries == 1);
        writeln!(out, "Yes: {}.", question.proof)?;
    }
    writeln!(out, "{points} of {asked} right at the first try.")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    #[test]
    fn the_same_seed_asks_the_same_on_every_system() {
        let asked: Vec<_> = questions(6, 7).map(|question| question.asks).collect();
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
        assert!(questions(6, 1).ne(questions(6, 2)));
    }

    #[test]
    fn the_end_of_the_input_ends_the_quiz_with_the_score() {
        for (input, said) in
            [("", "0 of 0"), ("255", "1 of 1"), ("256\n", "0 of 1"), ("256\n2 55\n8\n", "1 of 2")]
        {
            let mut out = Vec::new();
            let mut lines = Lines::new(input.as_bytes(), Box::new(io::sink()));
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
