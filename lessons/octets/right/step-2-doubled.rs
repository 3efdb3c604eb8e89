// Doubling what there is at every bit.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    let mut sum = 0_u32;
    for bit in bits.chars() {
        sum = sum.checked_mul(2)?.checked_add(bit.to_digit(2)?)?;
    }
    if bits.chars().count() == 8 { u8::try_from(sum).ok() } else { None }
}
