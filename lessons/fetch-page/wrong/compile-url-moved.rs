// First the check, then the URL.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    let whole = if text.contains("://") { text.to_string() } else { format!("https://{text}") };
    let url = Url::parse(&whole)?;
    fetchable(url)?;
    Ok(url)
}
