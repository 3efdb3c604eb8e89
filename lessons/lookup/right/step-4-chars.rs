// Character by character.
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    let same = query.name.len() == message.name.len()
        && query
            .name
            .chars()
            .zip(message.name.chars())
            .all(|(a, b)| a.to_ascii_uppercase() == b.to_ascii_uppercase());
    message.is_reply && same && query.id == message.id && query.record_type == message.record_type
}
