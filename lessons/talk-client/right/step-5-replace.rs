// By pieces of text: escape_untrusted for one byte after the other would split letters.
pub fn python_repr(bytes: &[u8]) -> String {
    let quote = python_quote(bytes) as char;
    let with_backslash = |byte: &u8| match *byte {
        b'\\' => b"\\\\".to_vec(),
        byte if byte as char == quote => vec![b'\\', byte],
        byte => vec![byte],
    };
    let inside: Vec<u8> = bytes.iter().flat_map(with_backslash).collect();
    [&quote.to_string(), escape_untrusted(&inside).as_str(), &quote.to_string()].concat()
}
