// Only the scheme can be wrong.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    if text.contains("://") { fetchable(Url::parse(text)?) } else { fetchable(Url::parse(&format!("https://{text}"))?) }
}

pub fn fetchable(url: Url) -> Result<Url, UrlError> {
    match url.scheme() {
        "http" | "https" => Ok(url),
        other => Err(UrlError::Scheme(other.to_string())),
    }
}
