// It is the page that has to be good.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let next = fetchable(from.clone())?.join(location)?;
    if next.scheme() != "javascript" && from.scheme() == "https" && next.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(next)
}
