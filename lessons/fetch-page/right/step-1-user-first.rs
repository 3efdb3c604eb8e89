// The user name is looked at first.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    let whole = if text.contains("://") { text.to_string() } else { format!("https://{text}") };
    fetchable(Url::parse(&whole)?)
}

pub fn fetchable(url: Url) -> Result<Url, UrlError> {
    let has_user = !url.username().is_empty() || !url.password().is_none();
    let is_web = url.scheme() == "http" || url.scheme() == "https";
    if has_user {
        Err(UrlError::UserName)
    } else if is_web {
        Ok(url)
    } else {
        Err(UrlError::Scheme(url.scheme().into()))
    }
}
