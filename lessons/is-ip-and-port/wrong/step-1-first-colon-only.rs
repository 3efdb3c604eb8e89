// The first colon ends the address, and what follows is the port, whatever it is.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    text.split_once(':')
}
