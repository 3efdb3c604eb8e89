// A location is always a whole URL.
pub fn next_hop(from: &Url, location: &str) -> Result<Url, BadUrl> {
    let next = fetchable(Url::parse(location)?)?;
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(BadUrl::Downgrade);
    }
    Ok(next)
}
