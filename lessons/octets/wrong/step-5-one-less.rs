// The addresses taken from the largest number.
pub fn prefix_mask(prefix: u8) -> u32 {
    let host = 32 - prefix as u32;
    (u32::MAX as u64 - 2u64.pow(host)) as u32
}
