// One too many.
pub fn double(number: u8) -> u8 {
    number.saturating_mul(2).saturating_add(1)
}
