// Scheme, host and path make a URL.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let target = fetchable(if location.contains("://") {
        Url::parse(location)?
    } else {
        let host = from.host_str().unwrap_or_default();
        Url::parse(&format!("{}://{host}/{}", from.scheme(), location.trim_start_matches('/')))?
    })?;
    if from.scheme() == "https" && target.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    Ok(target)
}
