// What parses is a URL, and a URL can be fetched.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    if text.contains("://") { fetchable(Url::parse(text)?) } else { fetchable(Url::parse(&format!("https://{text}"))?) }
}

pub fn fetchable(url: Url) -> Result<Url, UrlError> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlError::UserName);
    }
    Ok(url)
}
