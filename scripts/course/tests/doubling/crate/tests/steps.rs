//! What each step of the worksheet has to do.

use doubling::{Pair, double};

#[test]
fn step_1_doubles_a_small_number() {
    assert_eq!(double(3), 6, "double(3)");
}

#[test]
fn step_1_stops_at_the_greatest_number() {
    assert_eq!(double(200), 255, "double(200)");
}

#[test]
fn step_2_says_what_two_numbers_make() {
    let pair = Pair { left: 250, right: 250 };
    assert_eq!(pair.sentence(), "together they make 500", "pair.sentence()");
}
