// Eight characters that are a number to the base 2 are an octet.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    if bits.len() == 8 { u8::from_str_radix(bits, 2).ok() } else { None }
}
