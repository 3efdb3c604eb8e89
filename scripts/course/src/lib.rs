//! The course tool. A lesson is one crate of `crates/`, the worked solution, and what `lessons/` says of it. Everything
//! that a learner gets is made from these two, so it cannot drift away from them.

pub mod check;
pub mod classroom;
pub mod desk;
pub mod doctor;
pub mod feedback;
pub mod grade;
pub mod hand_in;
pub mod handout;
pub mod hint;
pub mod interrupt;
pub mod learner_copy;
pub mod lesson;
pub mod places;
pub mod process;
pub mod quiz;
pub mod shown;
pub mod start;
pub mod starter;
pub mod table;
pub mod trial;
pub mod verdict;
pub mod verify;
