// The message that would be right, and is it?
pub fn is_answer_to(query: &HeaderAndQuestion, message: &HeaderAndQuestion) -> bool {
    let mut expected = query.clone();
    expected.is_reply = true;
    expected.name.make_ascii_lowercase();
    let mut came = message.clone();
    came.name = came.name.to_ascii_lowercase();
    came == expected
}
