//! The course tool. A lesson is one crate of `crates/`, the worked solution, and what `lessons/`
//! says of it. Everything that a learner gets is made from these two, so it cannot drift away from
//! them.

mod check;
mod cli;
mod compiler;
mod diagnosis;
mod doctor;
mod editor;
mod feedback;
pub mod files;
mod grade;
mod graded;
pub mod hand_in;
mod handout;
mod hint;
mod inspect;
mod interrupt;
mod leaks;
mod learn;
mod learner_copy;
pub mod lesson;
mod look_at;
mod memory;
mod outcome;
mod paths;
mod people;
mod process;
pub mod quiz;
mod report;
mod results;
mod same_work;
mod sandbox;
mod start;
pub mod starter;
mod terminal;
mod test_runner;
mod text;
mod verify;
mod workflow;
mod workspace;

pub use cli::main;
