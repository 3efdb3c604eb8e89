// The downgrade is looked for before the rest.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let next = from.join(location)?;
    if from.scheme() == "https" && next.scheme() == "http" {
        Err(UrlError::Downgrade)
    } else {
        fetchable(next)
    }
}
