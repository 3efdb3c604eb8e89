// Only addresses of the usual kind.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    message.is_reply
        && message.id == query.id
        && message.record_type == 1
        && message.name.eq_ignore_ascii_case(&query.name)
}
