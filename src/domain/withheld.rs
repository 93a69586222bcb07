//! Owns the rule of withheld addresses: nobody without a key sees more of one than that it is withheld. Must not know who asks.

use serde_json::{Value, json};

fn is_withheld(location: &Value) -> bool {
    location.get("withheld").and_then(Value::as_bool) == Some(true)
}

/// The document as everyone may see it.
pub fn redacted(document: &Value) -> Value {
    let mut shown = document.clone();
    if let Some(locations) = shown.get_mut("locations").and_then(Value::as_array_mut) {
        for location in locations.iter_mut().filter(|l| is_withheld(l)) {
            *location = json!({"withheld": true});
        }
    }
    shown
}

/// A new document in which a location that only says "withheld" keeps what is stored of it.
pub fn kept(mut new: Value, stored: &Value) -> Value {
    let old = stored.get("locations").and_then(Value::as_array).cloned().unwrap_or_default();
    if let Some(locations) = new.get_mut("locations").and_then(Value::as_array_mut) {
        for (location, before) in locations.iter_mut().zip(&old) {
            let says_no_more = is_withheld(location) && location.as_object().is_some_and(|o| o.len() == 1);
            if says_no_more && is_withheld(before) {
                *location = before.clone();
            }
        }
    }
    new
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_goes_in_and_never_out() {
        let stored = json!({"locations": [{"withheld": true, "street": "Storgata 1"}, {"street": "Torget 2"}]});
        let shown = redacted(&stored);
        assert_eq!(shown, json!({"locations": [{"withheld": true}, {"street": "Torget 2"}]}));
        assert_eq!(kept(shown, &stored), stored);
    }
}
