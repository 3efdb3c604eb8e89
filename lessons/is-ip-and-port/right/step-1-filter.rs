// Option's filter.
pub fn split_at_colon(text: &str) -> Option<(&str, &str)> {
    text.split_once(':').filter(|(_, port)| !port.contains(':'))
}
