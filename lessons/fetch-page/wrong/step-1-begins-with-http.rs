// https begins with http, so one look at the beginning is enough for both.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    if text.contains("://") { fetchable(Url::parse(text)?) } else { fetchable(Url::parse(&format!("https://{text}"))?) }
}

pub fn fetchable(url: Url) -> Result<Url, UrlError> {
    if !url.scheme().starts_with("http") {
        return Err(UrlError::Scheme(url.scheme().to_string()));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(UrlError::UserName);
    }
    Ok(url)
}
