//! The course tool on real folders, as learners, instructors and maintainers use it. What takes long is run by
//! `cargo test -p course --test on_folders -- --ignored`.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on stops"
)]

mod doctor;
mod grade;
mod hand_ins;
mod handout;
mod hostile;
#[cfg(unix)]
mod interrupted;
mod learn;
mod learner;
mod readme;
mod scratch;
mod verify;
mod workflow;
