//! Numbers for what outlives a run: the same on every machine and with every version of the program.

/// FNV-1a with 64 bits over the bytes of the fields, each ended by a zero byte.
pub fn fingerprint<'f>(fields: impl IntoIterator<Item = &'f str>) -> u64 {
    let bytes = fields.into_iter().flat_map(|it| it.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn a_fingerprint_is_a_matter_of_bytes() {
        let values: [(&[&str], u64); 4] = [
            (&[], 0xcbf2_9ce4_8422_2325),
            (&[""], 0xaf63_bd4c_8601_b7df),
            (&["veto/aggressor-veto", "article", "5", "trigger", "attack", "0"], 0xbc1a_7a02_75e6_0309),
            (&["угода"], 0xada7_e3a6_8e04_23ce),
        ];
        for (fields, value) in values {
            assert_eq!(fingerprint(fields.iter().copied()), value, "{fields:?}");
        }
        assert_ne!(fingerprint(["ab", "c"]), fingerprint(["a", "bc"]), "fields have ends");
    }
}
