// A relative location goes on from the old URL, so it is put after it.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let next = match Url::parse(location) {
        Ok(whole) => fetchable(whole)?,
        Err(_) => fetchable(Url::parse(&format!("{from}/{location}"))?)?,
    };
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(next)
}
