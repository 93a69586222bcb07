//! Owns the organization as a type. Must not know its offers.

use super::Texts;
use serde::{Deserialize, Serialize};

/// Who runs offers. Source: `schema/organization.schema.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Organization {
    pub id: String,
    pub name: Texts,
    #[serde(rename = "type")]
    pub kind: String,
    #[serde(default)]
    pub parent: Option<String>,
    #[serde(default)]
    pub organization_number: Option<String>,
    #[serde(default)]
    pub municipality: Option<String>,
}

/// Whether nine digits are a number of the Central Coordinating Register for Legal Entities (modulus 11).
pub fn organization_number_holds(number: &str) -> bool {
    let digits: Vec<u32> = number.chars().filter_map(|c| c.to_digit(10)).collect();
    let weights = [3, 2, 7, 6, 5, 4, 3, 2];
    let [body @ .., check] = digits.as_slice() else {
        return false;
    };
    if body.len() != weights.len() || number.len() != 9 {
        return false;
    }
    let sum: u32 = body.iter().zip(weights).map(|(d, w)| d * w).sum();
    (11 - sum % 11) % 11 == *check
}

#[cfg(test)]
mod tests {
    use super::organization_number_holds;

    #[test]
    fn modulus_eleven() {
        assert!(organization_number_holds("974760673"), "the register's own number");
        assert!(!organization_number_holds("974760674"));
        assert!(!organization_number_holds("97476067"));
    }
}
