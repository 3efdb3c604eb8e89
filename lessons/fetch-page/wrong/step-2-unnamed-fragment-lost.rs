// What follows the `#` is for the browser.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let mut target = fetchable(from.join(location)?)?;
    if from.scheme() == "https" && target.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    target.set_fragment(None);
    Ok(target)
}
