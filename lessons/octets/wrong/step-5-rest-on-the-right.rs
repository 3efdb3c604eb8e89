// Whole octets of 255, then one with the rest.
pub fn prefix_mask(prefix: u8) -> u32 {
    let mut octets = [0; 4];
    let mut left = prefix.min(32);
    for octet in &mut octets {
        if left >= 8 {
            *octet = 255;
            left -= 8;
        } else {
            *octet = (1 << left) - 1;
            left = 0;
        }
    }
    octets_to_number(octets)
}
