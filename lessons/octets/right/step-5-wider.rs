// In 64 bits, then cut.
pub fn prefix_mask(prefix: u8) -> u32 {
    let all: u64 = 0xffff_ffff;
    ((all << (32 - prefix)) & all) as u32
}
