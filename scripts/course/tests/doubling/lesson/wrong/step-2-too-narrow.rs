// The sum is taken in the numbers' own type.
impl Pair {
    pub fn sentence(&self) -> String {
        format!("together they make {}", self.left + self.right)
    }
}
