// The name begins like the one that was asked about.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    message.is_reply
        && message.id == query.id
        && message.record_type == query.record_type
        && message.name.to_lowercase().starts_with(&query.name.to_lowercase())
}
