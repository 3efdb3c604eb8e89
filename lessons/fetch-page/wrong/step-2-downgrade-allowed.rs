// The server knows best where its pages are.
pub fn next_hop(from: &Url, location: &str) -> Result<Url, BadUrl> {
    fetchable(from.join(location)?)
}
