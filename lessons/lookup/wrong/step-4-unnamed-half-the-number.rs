// One byte of the number is compared.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    message.is_reply
        && message.id as u8 == query.id as u8
        && message.record_type == query.record_type
        && message.name.eq_ignore_ascii_case(&query.name)
}
