// The number is what is left when the dots go.
pub fn octets_to_number(octets: [u8; 4]) -> u32 {
    let [a, b, c, d] = octets;
    format!("{a}{b}{c}{d}").parse().unwrap_or_default()
}
