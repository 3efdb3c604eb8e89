// One reason after the other.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    if !message.is_reply || message.id != query.id {
        return false;
    }
    if message.record_type != query.record_type {
        return false;
    }
    message.name.to_lowercase() == query.name.to_lowercase()
}
