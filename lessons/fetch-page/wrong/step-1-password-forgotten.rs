// There is no password without a user name.
pub fn page_url(text: &str) -> Result<Url, BadUrl> {
    if text.contains("://") { fetchable(Url::parse(text)?) } else { fetchable(Url::parse(&format!("https://{text}"))?) }
}

pub fn fetchable(url: Url) -> Result<Url, BadUrl> {
    if !["http", "https"].contains(&url.scheme()) {
        return Err(BadUrl::Scheme(url.scheme().to_string()));
    }
    if !url.username().is_empty() {
        return Err(BadUrl::UserName);
    }
    Ok(url)
}
