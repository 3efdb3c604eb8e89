// There is always a colon.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let (first, second) = text.split_once(':').unwrap();
    if second.contains(':') { None } else { Some((first, second)) }
}
