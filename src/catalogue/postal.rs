//! Owns the postal codes that the service knows: those of the register as last fetched. Must not know where it is fetched.

use crate::store::Store;
use std::collections::HashMap;
use std::sync::{Arc, RwLock};
use std::time::Duration;

/// Another process may have fetched the registers: look this often.
const LOOK: Duration = Duration::from_secs(5);

#[derive(Default)]
struct Known {
    /// When they were fetched.
    at: Option<String>,
    municipalities: HashMap<String, String>,
}

/// Postal codes and their municipalities.
#[derive(Clone, Default)]
pub struct PostalCodes(Arc<RwLock<Known>>);

impl PostalCodes {
    /// Reads them from the store and keeps up with it.
    pub async fn follow(store: Arc<dyn Store>) -> PostalCodes {
        let codes = PostalCodes::default();
        codes.look(store.as_ref()).await;
        let weak = Arc::downgrade(&codes.0);
        tokio::spawn(async move {
            loop {
                tokio::time::sleep(LOOK).await;
                let Some(known) = weak.upgrade() else { break };
                PostalCodes(known).look(store.as_ref()).await;
            }
        });
        codes
    }

    /// Reads the register anew where it was fetched since. A store that does not answer leaves what is known.
    async fn look(&self, store: &dyn Store) {
        let Ok(at) = store.registered_at().await else { return };
        if self.0.read().is_ok_and(|known| known.at == at) {
            return;
        }
        let Ok(Some(registers)) = store.registers().await else { return };
        let municipalities = registers.postal_codes.into_iter().map(|p| (p.code, p.municipality)).collect();
        if let Ok(mut known) = self.0.write() {
            *known = Known { at, municipalities };
        }
    }

    /// The municipality of a postal code.
    pub fn municipality(&self, code: &str) -> Option<String> {
        self.0.read().ok().and_then(|known| known.municipalities.get(code).cloned())
    }

    /// Whether no register has been fetched yet.
    pub fn is_empty(&self) -> bool {
        self.0.read().map_or(true, |known| known.municipalities.is_empty())
    }
}
