// The parser knows what is meant.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    let whole = text.to_string();
    fetchable(Url::parse(&whole)?)
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
