// The names are as long as each other.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    if !message.is_reply || message.id != query.id || message.record_type != query.record_type {
        return false;
    }
    for (a, b) in query.name.chars().zip(message.name.chars()) {
        if !a.eq_ignore_ascii_case(&b) {
            return false;
        }
    }
    true
}
