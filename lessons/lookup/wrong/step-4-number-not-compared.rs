// Whoever knows my question must be the server.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    message.is_reply && message.record_type == query.record_type && message.name.eq_ignore_ascii_case(&query.name)
}
