// There is no password without a user name.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    if text.contains("://") { fetchable(Url::parse(text)?) } else { fetchable(Url::parse(&format!("https://{text}"))?) }
}

pub fn fetchable(url: Url) -> Result<Url, UrlError> {
    if !["http", "https"].contains(&url.scheme()) {
        return Err(UrlError::Scheme(url.scheme().to_string()));
    }
    if !url.username().is_empty() {
        return Err(UrlError::UserName);
    }
    Ok(url)
}
