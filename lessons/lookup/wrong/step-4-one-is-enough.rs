// One thing in common is enough.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    message.is_reply
        && (message.id == query.id
            || message.record_type == query.record_type
            || message.is_reply != query.is_reply)
}
