// The bits as the left side.
pub fn sum_of_places(octet: u8) -> String {
    format!("{} = {octet}", octet_to_bits(octet))
}
