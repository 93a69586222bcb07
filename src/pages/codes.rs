//! Owns the neutral address of an offer: a code that tells nothing of what it is about. Must not know which offers there are.

use sha2::{Digest, Sha256};

/// Crockford's letters: none that is mistaken for another.
const LETTERS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// So many of them, five bits each.
const LONG: usize = 8;

/// The first 40 bits of the id's SHA-256.
pub fn code(id: &str) -> String {
    let bits = Sha256::digest(id.as_bytes()).iter().take(LONG * 5 / 8).fold(0_u64, |bits, byte| bits << 8 | u64::from(*byte));
    (0..LONG)
        .rev()
        .filter_map(|at| LETTERS.get(usize::try_from(bits >> (at * 5) & 31).unwrap_or(0)))
        .map(|letter| char::from(*letter))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn a_code_is_short_and_stays() {
        // SHA-256 of "abc" begins ba7816bf8f.
        assert_eq!(code("abc"), "q9w1dfwf");
        assert_ne!(code("abd"), code("abc"));
    }
}
