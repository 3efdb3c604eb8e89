// Makes https of http.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    let text = if text.contains("://") {
        text.replace("http://", "https://")
    } else {
        format!("https://{text}")
    };
    fetchable(Url::parse(&text).map_err(UrlError::Malformed)?)
}
