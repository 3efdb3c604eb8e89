// The page that was asked for is asked for again.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let target = fetchable(from.join(location)?)?;
    if from.scheme() == "https" && target.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(from.clone())
}
