#![no_main]
//! Any text as a URL, and any other as the place where its page has moved: no panic, and only http and https come out,
//! without a user name, and never from https to http.

use libfuzzer_sys::fuzz_target;

fuzz_target!(|texts: (&str, &str)| {
    let (text, location) = texts;
    let Ok(from) = fetch_page::page_url(text) else { return };
    assert!(
        matches!(from.scheme(), "http" | "https")
            && from.username().is_empty()
            && from.password().is_none()
    );
    if let Ok(next) = fetch_page::redirect_target(&from, location) {
        assert!(
            matches!(next.scheme(), "http" | "https")
                && next.username().is_empty()
                && next.password().is_none()
        );
        assert!(from.scheme() == "http" || next.scheme() == "https", "from https to http");
    }
});
