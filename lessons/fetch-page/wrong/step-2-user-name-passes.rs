// Only the scheme is dangerous.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let target = from.join(location)?;
    if target.scheme() != "http" && target.scheme() != "https" {
        return Err(UrlError::Scheme(target.scheme().to_string()));
    }
    if from.scheme() == "https" && target.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(target)
}
