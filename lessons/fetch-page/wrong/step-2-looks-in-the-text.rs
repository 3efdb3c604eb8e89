// A location with http:// in it leads to http.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let next = fetchable(from.join(location)?)?;
    if from.scheme() == "https" && location.contains("http://") {
        return Err(UrlError::Downgrade);
    }
    Ok(next)
}
