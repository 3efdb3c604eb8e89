// A server sends locations that are URLs.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let next = fetchable(from.join(location).unwrap())?;
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(next)
}
