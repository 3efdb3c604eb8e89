// The first 1 is moved by 32 places.
pub fn prefix_mask(prefix: u8) -> u32 {
    let mut ones: u32 = 0;
    for i in 0..u32::from(prefix) {
        ones |= 1 << (32 - i);
    }
    ones
}
