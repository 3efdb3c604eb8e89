//! Numbers and their doubles: a lesson made up for the tests of the course tool.

/// Twice `number`; the greatest number where that does not fit.
pub fn double(number: u8) -> u8 {
    number.saturating_mul(TWO_TIMES)
}

const TWO_TIMES: u8 = 2;

/// Two numbers.
#[derive(Debug, Clone, Copy)]
pub struct Pair {
    /// The one.
    pub left: u8,
    /// The other.
    pub right: u8,
}

impl Pair {
    /// Both together, as a sentence.
    pub fn sentence(&self) -> String {
        let together = u16::from(self.left) + u16::from(self.right);
        with_words(together)
    }
}

fn with_words(sum: u16) -> String {
    format!("together they make {sum}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn doubles() {
        assert_eq!(double(2), 4);
    }
}
