// What is not a digit is left out.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    let digits: Vec<u32> = bits.chars().filter_map(|bit| bit.to_digit(2)).collect();
    if bits.chars().count() != 8 {
        return None;
    }
    Some(digits.iter().fold(0, |sum, digit| sum * 2 + *digit as u8))
}
