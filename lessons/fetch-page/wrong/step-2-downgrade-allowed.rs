// The server knows best where its pages are.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    fetchable(from.join(location)?)
}
