// The scheme is the wrong one.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let target = fetchable(from.join(location)?)?;
    if from.scheme() == "https" && target.scheme() == "http" {
        return Err(UrlError::Scheme(target.scheme().to_string()));
    }
    Ok(target)
}
