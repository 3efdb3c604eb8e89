// A location is a path of the server.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let target = fetchable(from.join("/")?.join(location)?)?;
    if from.scheme() == "https" && target.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(target)
}
