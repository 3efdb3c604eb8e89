// The name ends like the one that was asked about.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    let name = message.name.to_ascii_lowercase();
    message.is_reply
        && message.id == query.id
        && message.record_type == query.record_type
        && name.ends_with(&query.name.to_ascii_lowercase())
}
