//! Owns what an offer, an organization, a place and a finding are, and the rules they keep. Must not know files, databases, HTTP or Tantivy.

pub mod change;
pub mod danger;
pub mod fault;
pub mod finding;
pub mod hours;
pub mod lang;
pub mod meetings;
pub mod need;
pub mod offer;
pub mod organization;
pub mod profile;
pub mod query;
pub mod record;
pub mod register;
pub mod report;
pub mod rules;
pub mod slug;
pub mod sms;
pub mod text;
pub mod week;
pub mod when;
pub mod withheld;

pub use change::{Change, ChangeKind, Revision, Stored, Target};
pub use fault::Fault;
pub use lang::Lang;
pub use offer::Offer;
pub use organization::Organization;
pub use record::Record;
pub use text::Texts;
