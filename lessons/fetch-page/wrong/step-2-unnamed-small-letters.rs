// Small letters are easier to compare.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let target = fetchable(from.join(&location.to_lowercase())?)?;
    if from.scheme() == "https" && target.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(target)
}
