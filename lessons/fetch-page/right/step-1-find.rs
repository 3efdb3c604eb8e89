// Options and a map_err instead of the question mark.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    let mut whole = String::new();
    if text.find("://").is_none() {
        whole.push_str("https://");
    }
    whole.push_str(text);
    Url::parse(&whole).map_err(UrlError::Malformed).and_then(fetchable)
}

pub fn fetchable(url: Url) -> Result<Url, UrlError> {
    if !["http", "https"].contains(&url.scheme()) {
        return Err(UrlError::Scheme(url.scheme().to_string()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlError::UserName);
    }
    Ok(url)
}
