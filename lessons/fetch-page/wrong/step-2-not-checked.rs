// The first URL was checked, and what a server sends is right.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let next = from.join(location)?;
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(next)
}
