// An answer repeats the whole heading.
pub fn is_answer_to(query: &Heading, message: &Heading) -> bool {
    message == query
}
