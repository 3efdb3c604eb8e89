// Better than refused: https.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let mut target = fetchable(from.join(location)?)?;
    if from.scheme() == "https" && target.scheme() == "http" {
        let _ = target.set_scheme("https");
    }
    Ok(target)
}
