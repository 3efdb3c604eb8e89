// One octet after the other.
pub fn prefix_mask(prefix: u8) -> u32 {
    let mut left = prefix;
    let mut mask = 0u32;
    for _ in 0..4 {
        let ones = left.min(8);
        left -= ones;
        let mut octet = 0;
        for place in PLACE_VALUES.iter().take(ones as usize) {
            octet += u32::from(*place);
        }
        mask = mask * 256 + octet;
    }
    mask
}
