// Whole octets only.
pub fn prefix_mask(prefix: u8) -> u32 {
    let mut octets = [0; 4];
    for octet in octets.iter_mut().take(usize::from(prefix / 8)) {
        *octet = 255;
    }
    u32::from_be_bytes(octets)
}
