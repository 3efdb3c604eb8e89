// http is never safe, so no redirect may lead there.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let next = fetchable(from.join(location)?)?;
    if next.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(next)
}
