// The query is part of the question.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let target = fetchable(from.join(location)?)?;
    if from.scheme() == "https" && target.scheme() == "http" {
        return Err(UrlError::Downgrade);
    }
    let mut target = target;
    if target.query().is_none() {
        target.set_query(from.query());
    }
    Ok(target)
}
