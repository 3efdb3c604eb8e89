// A user name is not needed, so it can go.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let mut next = from.join(location)?;
    let _ = next.set_username("");
    let next = fetchable(next)?;
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(next)
}
