//! Owns a line of a catalogue file. Must not know where the line was read.

use super::{Fault, Offer, Organization, Target, rules};
use serde_json::Value;

/// A catalogue document that keeps its schema's rules, with the document it was read from.
#[derive(Clone, Debug, PartialEq)]
pub enum Record {
    Organization(Box<Organization>, Value),
    Offer(Box<Offer>, Value),
}

impl Record {
    /// Reads `{"organization": …}` or `{"offer": …}`; every fault is told, not just the first.
    pub fn from_line(line: &str) -> Result<Record, Vec<Fault>> {
        let value: Value = serde_json::from_str(line).map_err(|e| vec![Fault::at("", format!("not JSON: {e}"))])?;
        let Value::Object(mut members) = value else {
            return Err(vec![Fault::at("", "want an object with one member, organization or offer")]);
        };
        match (members.len(), members.remove("organization"), members.remove("offer")) {
            (1, Some(document), None) => Record::organization(document),
            (1, None, Some(document)) => Record::offer(document),
            _ => Err(vec![Fault::at("", "want exactly one member, organization or offer")]),
        }
    }

    /// Reads an offer document.
    pub fn offer(document: Value) -> Result<Record, Vec<Fault>> {
        rules::fits_offer_schema(&document)?;
        match serde_json::from_value::<Offer>(document.clone()) {
            Ok(offer) => Ok(Record::Offer(Box::new(offer), document)),
            Err(e) => Err(vec![Fault::at("", e.to_string())]),
        }
    }

    /// Reads an organization document.
    pub fn organization(document: Value) -> Result<Record, Vec<Fault>> {
        rules::fits_organization_schema(&document)?;
        match serde_json::from_value::<Organization>(document.clone()) {
            Ok(organization) => Ok(Record::Organization(Box::new(organization), document)),
            Err(e) => Err(vec![Fault::at("", e.to_string())]),
        }
    }

    /// What it is.
    pub fn target(&self) -> Target {
        match self {
            Record::Organization(..) => Target::Organization,
            Record::Offer(..) => Target::Offer,
        }
    }

    /// Its id.
    pub fn id(&self) -> &str {
        match self {
            Record::Organization(organization, _) => &organization.id,
            Record::Offer(offer, _) => &offer.id,
        }
    }

    /// The document itself.
    pub fn document(&self) -> &Value {
        match self {
            Record::Organization(_, document) | Record::Offer(_, document) => document,
        }
    }

    /// The ids of the organizations and offers that it points to, with the member that does.
    pub fn references(&self) -> Vec<(Target, String, String)> {
        match self {
            Record::Organization(organization, _) => {
                organization.parent.iter().map(|parent| (Target::Organization, parent.clone(), "/parent".to_owned())).collect()
            }
            Record::Offer(offer, _) => {
                let mut found = vec![(Target::Organization, offer.organization.clone(), "/organization".to_owned())];
                found.extend(
                    offer
                        .relations
                        .iter()
                        .enumerate()
                        .map(|(at, relation)| (Target::Offer, relation.offer.clone(), format!("/relations/{at}/offer"))),
                );
                found
            }
        }
    }
}
