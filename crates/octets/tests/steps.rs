//! The steps of the worksheet: what each function must return. `cargo course check octets` runs
//! these tests and shows the first call that went wrong.

use octets::{bits_to_octet, octet_to_bits, octets_to_number, prefix_mask, sum_of_places};
use std::fmt;
use std::net::Ipv4Addr;

// The types of the five functions.
const _: fn(u8) -> String = octet_to_bits;
const _: fn(&str) -> Option<u8> = bits_to_octet;
const _: fn(u8) -> String = sum_of_places;
const _: fn([u8; 4]) -> u32 = octets_to_number;
const _: fn(u8) -> u32 = prefix_mask;

#[test]
fn step_1_octet_to_bits_puts_the_place_for_128_first() {
    for (octet, bits) in
        [(6, "00000110"), (192, "11000000"), (1, "00000001"), (168, "10101000"), (85, "01010101")]
    {
        assert_eq!(octet_to_bits(octet), bits, "octet_to_bits({octet})");
    }
}

#[test]
fn step_1_octet_to_bits_always_gives_eight_digits() {
    for (octet, bits) in [(0, "00000000"), (255, "11111111"), (128, "10000000"), (127, "01111111")]
    {
        assert_eq!(octet_to_bits(octet), bits, "octet_to_bits({octet})");
    }
}

#[test]
fn step_1_octet_to_bits_agrees_with_counting_up() {
    // Counting in binary: the last 0 becomes a 1, and the ones after it become zeros.
    let mut bits = "00000000".to_string();
    for octet in 0..=255 {
        assert_eq!(octet_to_bits(octet), bits, "octet_to_bits({octet})");
        let kept = bits.trim_end_matches('1').len();
        bits = format!("{}1{}", &bits[..kept.saturating_sub(1)], "0".repeat(8 - kept));
    }
}

#[test]
fn step_2_bits_to_octet_adds_the_place_values_of_the_ones() {
    for (bits, octet) in
        [("11000000", 192), ("00000110", 6), ("00000001", 1), ("10101000", 168), ("00000000", 0)]
    {
        assert_eq!(bits_to_octet(bits), Some(octet), "bits_to_octet({bits:?})");
    }
}

#[test]
fn step_2_bits_to_octet_holds_the_biggest_octet() {
    assert_eq!(bits_to_octet("11111111"), Some(255), "bits_to_octet(\"11111111\")");
}

#[test]
fn step_2_bits_to_octet_gives_none_for_more_or_fewer_than_eight_bits() {
    for bits in ["110", "110000001", "", "1100000", "0000000011000000"] {
        assert_eq!(bits_to_octet(bits), None, "bits_to_octet({bits:?})");
    }
}

#[test]
fn step_2_bits_to_octet_gives_none_for_other_digits_letters_and_signs() {
    for bits in [
        "00000102",
        "20000000",
        "1100000x",
        "-1000000",
        "+1000000",
        "1100 000",
        "1100 0000",
        " 11000000",
        "11000000\n",
        " 1000000",
        "1000000 ",
        "1100000\u{ff10}",
        "\u{e9}000000",
        "0b110000",
    ] {
        assert_eq!(bits_to_octet(bits), None, "bits_to_octet({bits:?})");
    }
}

#[test]
fn step_2_bits_to_octet_reads_every_octet() {
    for octet in 0..=255_u8 {
        let bits: String =
            (0..8).map(|place| if octet << place < 128 { '0' } else { '1' }).collect();
        assert_eq!(bits_to_octet(&bits), Some(octet), "bits_to_octet({bits:?})");
    }
}

#[test]
fn step_3_sum_of_places_names_the_places_from_left_to_right() {
    for (octet, sum) in [
        (192, "128 + 64 = 192"),
        (6, "4 + 2 = 6"),
        (168, "128 + 32 + 8 = 168"),
        (255, "128 + 64 + 32 + 16 + 8 + 4 + 2 + 1 = 255"),
    ] {
        assert_eq!(sum_of_places(octet), sum, "sum_of_places({octet})");
    }
}

#[test]
fn step_3_sum_of_places_of_a_single_place_is_that_place() {
    for (octet, sum) in [(128, "128 = 128"), (1, "1 = 1")] {
        assert_eq!(sum_of_places(octet), sum, "sum_of_places({octet})");
    }
}

#[test]
fn step_3_sum_of_places_of_zero_is_zero() {
    assert_eq!(sum_of_places(0), "0 = 0", "sum_of_places(0)");
}

#[test]
fn step_3_sum_of_places_adds_up_for_every_octet() {
    for octet in 1..=255_u8 {
        // The largest powers of two that fit, one after the other.
        let (mut rest, mut powers) = (octet, Vec::new());
        while rest > 0 {
            let power = 1_u8 << rest.ilog2();
            powers.push(power.to_string());
            rest %= power;
        }
        let sum = format!("{} = {octet}", powers.join(" + "));
        assert_eq!(sum_of_places(octet), sum, "sum_of_places({octet})");
    }
}

#[test]
fn step_4_octets_to_number_gives_the_leftmost_octet_the_most_weight() {
    for (octets, number) in [
        ([0, 0, 0, 5], 5),
        ([0, 0, 1, 0], 256),
        ([0, 0, 1, 5], 261),
        ([0, 1, 0, 0], 65_536),
        ([1, 0, 0, 0], 16_777_216),
        ([192, 168, 1, 5], 3_232_235_781),
    ] {
        assert_eq!(octets_to_number(octets), number, "octets_to_number({octets:?})");
    }
}

#[test]
fn step_4_octets_to_number_reaches_the_ends() {
    for (octets, number) in [([0, 0, 0, 0], 0), ([255, 255, 255, 255], 4_294_967_295)] {
        assert_eq!(octets_to_number(octets), number, "octets_to_number({octets:?})");
    }
}

#[test]
fn step_4_octets_to_number_leads_back_to_the_octets() {
    // A large odd number as the distance reaches all parts of the range.
    for number in (0..500_u32).map(|count| count.wrapping_mul(2_654_435_761)) {
        let octets = Ipv4Addr::from(number).octets();
        assert_eq!(octets_to_number(octets), number, "octets_to_number({octets:?})");
    }
}

/// A mask, shown as a number and in its 32 bits.
#[derive(PartialEq)]
struct Mask(u32);

impl fmt::Debug for Mask {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{0} = {0:032b}", self.0)
    }
}

#[test]
fn step_5_prefix_mask_has_its_ones_on_the_left() {
    for (prefix, mask) in
        [(20, 4_294_963_200), (24, 4_294_967_040), (8, 4_278_190_080), (1, 2_147_483_648)]
    {
        assert_eq!(Mask(prefix_mask(prefix)), Mask(mask), "prefix_mask({prefix})");
    }
}

#[test]
fn step_5_prefix_mask_reaches_the_ends() {
    for (prefix, mask) in [(32, 4_294_967_295), (31, 4_294_967_294), (0, 0)] {
        assert_eq!(Mask(prefix_mask(prefix)), Mask(mask), "prefix_mask({prefix})");
    }
}

#[test]
fn step_5_prefix_mask_is_right_for_every_prefix() {
    // Without the last `32 - prefix` of its bits, the number of all ones; then zeros again.
    for prefix in (0..=32).rev() {
        let mut mask = u32::MAX;
        for place in 0..32 - u32::from(prefix) {
            mask -= 2_u32.pow(place);
        }
        assert_eq!(Mask(prefix_mask(prefix)), Mask(mask), "prefix_mask({prefix})");
    }
}
