// All of it at once.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    let parts = |heading: &HeaderAndQuestion| {
        (heading.id, heading.record_type, heading.name.to_ascii_uppercase())
    };
    message.is_reply && !query.is_reply && parts(message) == parts(query)
}
