// A match on both schemes.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let next = from.join(location).map_err(UrlError::Malformed)?;
    let next = fetchable(next)?;
    match (from.scheme(), next.scheme()) {
        ("https", "http") => Err(UrlError::Downgrade),
        _ => Ok(next),
    }
}
