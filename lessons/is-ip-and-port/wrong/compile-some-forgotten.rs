// The halves are the answer.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    let halves: (&str, &str) = text.split_once(':')?;
    halves
}
