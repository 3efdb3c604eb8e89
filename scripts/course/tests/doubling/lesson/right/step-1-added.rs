// Added to itself.
pub fn double(number: u8) -> u8 {
    number.saturating_add(number)
}
