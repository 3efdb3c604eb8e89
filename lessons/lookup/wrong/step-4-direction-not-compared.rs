// What comes from the server is a reply.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    message.id == query.id
        && message.record_type == query.record_type
        && message.name.eq_ignore_ascii_case(&query.name)
}
