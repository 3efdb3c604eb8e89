// An answer about the name is an answer.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    message.is_reply && message.id == query.id && message.name.eq_ignore_ascii_case(&query.name)
}
