// The message's name in small letters.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    query.id == message.id
        && message.is_reply
        && message.name.to_lowercase() == query.name
        && query.record_type == message.record_type
}
