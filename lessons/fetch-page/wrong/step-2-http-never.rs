// http is never safe, so no redirect may lead there.
pub fn next_hop(from: &Url, location: &str) -> Result<Url, BadUrl> {
    let next = fetchable(from.join(location)?)?;
    if next.scheme() == "http" {
        return Err(BadUrl::Downgrade);
    }
    Ok(next)
}
