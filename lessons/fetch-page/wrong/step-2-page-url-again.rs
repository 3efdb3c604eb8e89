// There is a function already that makes a URL of a text.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let next = page_url(location)?;
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(next)
}
