// The first URL was checked, and what a server sends is right.
pub fn next_hop(from: &Url, location: &str) -> Result<Url, BadUrl> {
    let next = from.join(location)?;
    if from.scheme() == "https" && next.scheme() == "http" {
        return Err(BadUrl::Downgrade);
    }
    Ok(next)
}
