// From https, each scheme but https is a downgrade.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let target = from.join(location).map_err(UrlError::Malformed)?;
    if from.scheme() == "https" && target.scheme() != "https" {
        return Err(UrlError::Downgrade);
    }
    fetchable(target)
}
