// A location without a scheme is a path, and a path begins after the port.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let whole = if location.contains("://") {
        location.to_string()
    } else {
        let port = from.port().map(|port| format!(":{port}")).unwrap_or_default();
        format!("{}://{}{port}{location}", from.scheme(), from.host_str().unwrap_or_default())
    };
    let next = fetchable(Url::parse(&whole)?)?;
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(next)
}
