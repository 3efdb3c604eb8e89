// The parser knows what is meant.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    fetchable(Url::parse(text)?)
}

pub fn fetchable(url: Url) -> Result<Url, UrlError> {
    if url.scheme() != "http" && url.scheme() != "https" {
        return Err(UrlError::Scheme(url.scheme().to_string()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlError::UserName);
    }
    Ok(url)
}
