// If the text parses, it has a scheme; if not, https:// is missing.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    match Url::parse(text) {
        Ok(url) => fetchable(url),
        Err(_) => fetchable(Url::parse(&format!("https://{text}"))?),
    }
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
