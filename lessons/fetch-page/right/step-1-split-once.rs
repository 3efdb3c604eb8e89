// split_once tells whether there is a scheme.
pub fn page_url(text: &str) -> Result<Url, UrlError> {
    let whole = match text.split_once("://") {
        Some(_) => String::from(text),
        None => ["https://", text].concat(),
    };
    let url = match Url::parse(&whole) {
        Ok(url) => url,
        Err(error) => return Err(UrlError::Malformed(error)),
    };
    fetchable(url)
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
