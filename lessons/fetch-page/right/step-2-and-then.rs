// One chain.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    from.join(location).map_err(UrlError::from).and_then(fetchable).and_then(|next| {
        let downgrade = from.scheme() > next.scheme();
        if downgrade { Err(UrlError::Downgrade) } else { Ok(next) }
    })
}
