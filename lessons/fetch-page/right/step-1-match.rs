// A match instead of an if.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    if text.contains("://") {
        return fetchable(Url::parse(text)?);
    }
    fetchable(Url::parse(&("https://".to_string() + text))?)
}

pub fn fetchable(url: Url) -> Result<Url, UrlError> {
    match url.scheme() {
        "http" | "https" => {}
        other => return Err(UrlError::Scheme(other.to_string())),
    }
    if url.username() != "" || url.password().is_some() { Err(UrlError::UserName) } else { Ok(url) }
}
