// Who asked by one scheme wants that scheme.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let next = fetchable(from.join(location)?)?;
    if from.scheme() != next.scheme() {
        return Err(UrlError::Downgrade);
    }
    Ok(next)
}
