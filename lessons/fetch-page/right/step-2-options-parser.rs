// Url::options does the same as join.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let next = Url::options().base_url(Some(from)).parse(location)?;
    let next = fetchable(next)?;
    let was_safe = from.scheme() == "https";
    let is_safe = next.scheme() == "https";
    if was_safe && !is_safe { Err(UrlError::Downgrade) } else { Ok(next) }
}
