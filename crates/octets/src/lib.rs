//! An IPv4 address is 32 bits in four octets, and an octet is eight bits. These are the
//! conversions, and the arithmetic that proves them: the functions that the learner writes, step
//! by step. Each of the other ideas has a file of its own.

pub mod network;
pub mod parse;
pub mod quiz;
mod special_purpose;

pub use special_purpose::special_purpose;

/// What a 1 is worth in each of the eight places of an octet, from left to right. Each is twice its
/// right neighbour.
pub const PLACE_VALUES: [u8; 8] = [128, 64, 32, 16, 8, 4, 2, 1];

/// The eight bits of `octet`, the place for 128 first: `"11000000"` for 192. Always eight digits:
/// `"00000110"` for 6.
pub fn octet_to_bits(octet: u8) -> String {
    let mut bits = String::with_capacity(PLACE_VALUES.len());
    let mut rest = octet;
    for place in PLACE_VALUES {
        if rest >= place {
            bits.push('1');
            rest -= place;
        } else {
            bits.push('0');
        }
    }
    bits
}

/// The octet that `bits` stands for: 192 for `"11000000"`. Returns `None` if `bits` is not exactly
/// eight digits 0 or 1.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() != PLACE_VALUES.len() {
        return None;
    }
    let mut octet = 0;
    for (bit, place) in bits.chars().zip(PLACE_VALUES) {
        match bit {
            '1' => octet += place,
            '0' => {}
            _ => return None,
        }
    }
    Some(octet)
}

/// The sum that proves the bits of `octet`: the place values that it is made of, from left to
/// right, and the octet itself. `"128 + 64 = 192"` for 192; `"128 = 128"` for a single place;
/// `"0 = 0"` for 0, which has none.
pub fn sum_of_places(octet: u8) -> String {
    let mut places = Vec::new();
    for (bit, place) in octet_to_bits(octet).chars().zip(PLACE_VALUES) {
        if bit == '1' {
            places.push(place.to_string());
        }
    }
    if places.is_empty() {
        places.push("0".to_string());
    }
    format!("{} = {octet}", places.join(" + "))
}

/// The four octets of an address as one number of 32 bits: 3232235781 for `[192, 168, 1, 5]`. The
/// leftmost octet counts most, as in "network byte order" (RFC 1700, page 3).
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let mut number = 0;
    for octet in octets {
        number = number * 256 + u32::from(octet);
    }
    number
}

/// The mask of a prefix, as a number: `prefix` ones from the left, and zeros for the rest of the 32
/// bits (RFC 4632, section 3.1). 4294967040 for 24, which is 255.255.255.0. `prefix` is at most
/// 32.
pub fn prefix_mask(prefix: u8) -> u32 {
    const LEFTMOST: u32 = 1 << 31;
    let mut mask = 0;
    for _ in 0..prefix {
        mask = (mask >> 1) | LEFTMOST; // all ones move one place right, and one comes in
    }
    mask
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bits_of_all_octets_are_eight_digits_in_ascending_order_and_lead_back() {
        let all: Vec<String> = (0..=255).map(octet_to_bits).collect();
        assert!(all.iter().all(|bits| bits.len() == 8 && bits.trim_matches(['0', '1']).is_empty()));
        // 256 different ones: there are no others.
        assert!(all.is_sorted_by(|left, right| left < right));
        assert!((0..=255).eq(all.iter().filter_map(|bits| bits_to_octet(bits))));
    }

    #[test]
    fn every_sum_adds_up_to_its_octet() {
        for octet in 0..=255_u8 {
            let sum = sum_of_places(octet);
            let (places, total) = sum.split_once(" = ").unwrap();
            assert_eq!(total, octet.to_string());
            assert_eq!(
                places.split(" + ").map(|place| place.parse::<u32>().unwrap()).sum::<u32>(),
                u32::from(octet)
            );
        }
    }

    #[test]
    fn only_eight_zeros_and_ones_are_an_octet() {
        for bits in
            ["", "0", "1100000", "110000000", "1100000x", "+1000000", " 1000000", "éééé", "１00000"]
        {
            assert_eq!(bits_to_octet(bits), None, "{bits:?}");
        }
    }

    #[test]
    fn numbers_are_in_the_order_of_their_addresses() {
        let mut addresses = [
            [0, 0, 0, 0],
            [0, 0, 0, 255],
            [0, 0, 1, 0],
            [0, 255, 255, 255],
            [1, 2, 3, 4],
            [255; 4],
        ];
        addresses.sort_by_key(|octets| octets_to_number(*octets));
        assert!(addresses.is_sorted());
        assert_eq!(octets_to_number([1, 2, 3, 4]), 16_909_060);
        assert_eq!(octets_to_number([255; 4]), u32::MAX);
    }

    #[test]
    fn a_mask_has_its_ones_on_the_left() {
        for prefix in 0..=32 {
            let mask = prefix_mask(prefix);
            assert_eq!(
                (mask.count_ones(), mask.leading_ones()),
                (u32::from(prefix), u32::from(prefix))
            );
        }
        assert_eq!(prefix_mask(255), u32::MAX);
    }
}
