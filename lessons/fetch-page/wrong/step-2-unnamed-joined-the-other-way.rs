// The location is joined with the page.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let next = fetchable(Url::parse(location).map(|url| url.join(from.as_str()))??)?;
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(next)
}
