//! Owns what an offer, an organization, a place and a finding are, and the rules they keep. Must not know files, databases, HTTP or Tantivy.

pub mod change;
pub mod fault;
pub mod finding;
pub mod lang;
pub mod offer;
pub mod organization;
pub mod query;
pub mod record;
pub mod rules;
pub mod slug;
pub mod text;
pub mod withheld;

pub use change::{Change, ChangeKind, Revision, Stored, Target};
pub use fault::Fault;
pub use lang::Lang;
pub use offer::Offer;
pub use organization::Organization;
pub use record::Record;
pub use text::Texts;
