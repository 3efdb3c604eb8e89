// A redirect changes the path.
pub fn redirect_target(from: &Url, location: &str) -> Result<Url, UrlError> {
    let mut next = from.clone();
    next.set_path(location);
    fetchable(next)
}
