// First looked at, then converted.
pub fn bits_to_octet(bits: &str) -> Option<u8> {
    let good = bits.bytes().filter(|b| matches!(b, b'0' | b'1')).count() == 8 && bits.len() == 8;
    good.then(|| u8::from_str_radix(bits, 2).unwrap())
}
