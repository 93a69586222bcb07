//! Owns the administrator's key: made once, kept as a hash, compared in constant time. Must not know headers.

use super::{Catalogue, CatalogueError};
use crate::store::StoredKey;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

/// The name under which the administrator's changes stand in the history.
const ADMINISTRATOR: &str = "administrator";

fn hash(key: &str) -> String {
    Sha256::digest(key.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

impl Catalogue {
    /// Makes sure that there is an administrator's key. Returns a new one where it had to be made: it is told once.
    pub async fn ensure_key(&self, given: Option<&str>) -> Result<Option<String>, CatalogueError> {
        let there = self.store.keys().await?;
        match given {
            Some(key) => {
                self.store.put_key(StoredKey { name: ADMINISTRATOR.to_owned(), hash: hash(key) }).await?;
                Ok(None)
            }
            None if there.is_empty() => {
                let mut bytes = [0_u8; 24];
                getrandom::fill(&mut bytes)
                    .map_err(|e| crate::store::StoreError::Unusable(format!("no randomness for a key: {e}")))?;
                let key: String = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
                self.store.put_key(StoredKey { name: ADMINISTRATOR.to_owned(), hash: hash(&key) }).await?;
                Ok(Some(key))
            }
            None => Ok(None),
        }
    }

    /// Whose key this is, if anyone's.
    pub async fn who(&self, key: &str) -> Result<Option<String>, CatalogueError> {
        let given = hash(key);
        let mut found = None;
        // Every key is compared to its end, whichever fits.
        for stored in self.store.keys().await? {
            if bool::from(stored.hash.as_bytes().ct_eq(given.as_bytes())) {
                found = Some(stored.name);
            }
        }
        Ok(found)
    }
}
