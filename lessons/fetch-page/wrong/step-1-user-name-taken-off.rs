// Without the user name it is harmless.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    let whole = if text.contains("://") { text.to_string() } else { format!("https://{text}") };
    fetchable(Url::parse(&whole)?)
}
pub fn fetchable(mut url: Url) -> Result<Url, UrlError> {
    if url.scheme() != "http" && url.scheme() != "https" {
        return Err(UrlError::Scheme(url.scheme().to_string()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        let _ = url.set_username("");
        let _ = url.set_password(None);
    }
    Ok(url)
}
