// From https, nobody is sent away.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let target = fetchable(from.join(location)?)?;
    if from.scheme() == "https" {
        return Err(UrlError::Downgrade);
    }
    Ok(target)
}
