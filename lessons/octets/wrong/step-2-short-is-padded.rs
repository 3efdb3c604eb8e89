// Leading zeros can go, so fewer than eight digits are an octet, too.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    u8::from_str_radix(bits, 2).ok()
}
