// One thing in common is enough.
pub fn is_answer_to(query: &Heading, message: &Heading) -> bool {
    message.is_reply || message.id == query.id || message.name == query.name
}
