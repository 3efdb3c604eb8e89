//! What an address is for: the blocks of the IANA IPv4 Special-Purpose Address Registry
//! (RFC 6890) that are not simply part of the internet, and multicast (RFC 5771).

/// The purpose of the block that `octets` is in, and the document that says so.
///
/// Blocks of the registry that anyone on the internet can reach (those of AS112 and AMT) are
/// public.
pub fn special_purpose(octets: [u8; 4]) -> &'static str {
    match octets {
        [0, ..] => "this network: for a host without an address yet (RFC 791, RFC 1122)",
        [127, ..] => "loopback: this computer itself (RFC 1122)",
        [10, ..] | [172, 16..=31, ..] | [192, 168, ..] => {
            "private: for use inside a home or a company (RFC 1918)"
        }
        [169, 254, ..] => "link-local: self-assigned where nobody assigns one (RFC 3927)",
        [100, 64..=127, ..] => "shared: between a provider and its customers (RFC 6598)",
        [192, 0, 2, _] | [198, 51, 100, _] | [203, 0, 113, _] => {
            "documentation: for examples in texts (RFC 5737)"
        }
        [198, 18..=19, ..] => "benchmarking: for measuring network devices (RFC 2544)",
        [192, 0, 0, _] => "protocol assignments: for protocols that need them (RFC 6890)",
        [192, 88, 99, _] => "6to4 relay anycast: deprecated (RFC 7526)",
        [224..=239, ..] => "multicast: a group of receivers (RFC 5771)",
        [255, 255, 255, 255] => "broadcast: everyone on this network (RFC 919)",
        [240..=255, ..] => "reserved: for future use (RFC 1112)",
        _ => "public: on the internet",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_the_first_and_the_last_address_of_each_block_and_their_neighbours() {
        for (name, first, last) in [
            ("this network", [0, 0, 0, 0], [0, 255, 255, 255]),
            ("public", [1, 0, 0, 0], [9, 255, 255, 255]),
            ("private", [10, 0, 0, 0], [10, 255, 255, 255]),
            ("public", [11, 0, 0, 0], [100, 63, 255, 255]),
            ("shared", [100, 64, 0, 0], [100, 127, 255, 255]),
            ("public", [100, 128, 0, 0], [126, 255, 255, 255]),
            ("loopback", [127, 0, 0, 0], [127, 255, 255, 255]),
            ("public", [128, 0, 0, 0], [169, 253, 255, 255]),
            ("link-local", [169, 254, 0, 0], [169, 254, 255, 255]),
            ("public", [169, 255, 0, 0], [172, 15, 255, 255]),
            ("private", [172, 16, 0, 0], [172, 31, 255, 255]),
            ("public", [172, 32, 0, 0], [191, 255, 255, 255]),
            ("protocol assignments", [192, 0, 0, 0], [192, 0, 0, 255]),
            ("public", [192, 0, 1, 0], [192, 0, 1, 255]),
            ("documentation", [192, 0, 2, 0], [192, 0, 2, 255]),
            ("public", [192, 0, 3, 0], [192, 88, 98, 255]),
            ("6to4 relay anycast", [192, 88, 99, 0], [192, 88, 99, 255]),
            ("public", [192, 88, 100, 0], [192, 167, 255, 255]),
            ("private", [192, 168, 0, 0], [192, 168, 255, 255]),
            ("public", [192, 169, 0, 0], [198, 17, 255, 255]),
            ("benchmarking", [198, 18, 0, 0], [198, 19, 255, 255]),
            ("public", [198, 20, 0, 0], [198, 51, 99, 255]),
            ("documentation", [198, 51, 100, 0], [198, 51, 100, 255]),
            ("public", [198, 51, 101, 0], [203, 0, 112, 255]),
            ("documentation", [203, 0, 113, 0], [203, 0, 113, 255]),
            ("public", [203, 0, 114, 0], [223, 255, 255, 255]),
            ("multicast", [224, 0, 0, 0], [239, 255, 255, 255]),
            ("reserved", [240, 0, 0, 0], [255, 255, 255, 254]),
            ("broadcast", [255, 255, 255, 255], [255, 255, 255, 255]),
        ] {
            for octets in [first, last] {
                assert_eq!(special_purpose(octets).split(": ").next(), Some(name), "{octets:?}");
            }
        }
    }
}
