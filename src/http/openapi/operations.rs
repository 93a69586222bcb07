//! Owns what each operation is called, takes and answers. Must not know how the document is written.

use super::super::params::Param;
use super::super::problem::Code;
use super::super::{asking, changes, offers, organizations, places};

/// One operation, as the documentation tells it.
pub struct Operation {
    pub path: &'static str,
    pub method: &'static str,
    pub id: &'static str,
    pub tag: &'static str,
    pub summary: &'static str,
    pub about: &'static str,
    pub params: &'static [Param],
    /// The parameters that must be there.
    pub required: &'static [&'static str],
    /// Takes `lang` alone.
    pub lang: bool,
    /// The request's body, by schema name, and its media type.
    pub body: Option<(&'static str, &'static str)>,
    /// Answers that are no failures: status, what it means, schema, media type.
    pub answers: &'static [(u16, &'static str, &'static str, &'static str)],
    pub failures: &'static [Code],
    pub key: bool,
}

/// What most answers are.
pub const JSON: &str = "application/json";

/// What most operations have in common.
pub const PLAIN: Operation = Operation {
    path: "",
    method: "get",
    id: "",
    tag: "",
    summary: "",
    about: "",
    params: &[],
    required: &[],
    lang: false,
    body: None,
    answers: &[],
    failures: &[],
    key: false,
};

use Code::{
    BadJson, BadQuery, BadValue, Busy, Changed, Faulty, NotFound, PageTooDeep, PreconditionRequired, QueryTooLong, TooLarge,
    Unauthorized, UnknownParameter, UnsupportedMedia, Withdrawn,
};

/// What can go wrong with the words and parameters of a search.
pub const SEARCH_FAILURES: &[Code] = &[UnknownParameter, BadValue, BadQuery, QueryTooLong, PageTooDeep, NotFound, Busy];
/// The same where they come in a body.
pub const POSTED_FAILURES: &[Code] =
    &[UnknownParameter, BadValue, BadQuery, BadJson, QueryTooLong, PageTooDeep, NotFound, TooLarge, UnsupportedMedia, Busy];
const READ: &[Code] = &[UnknownParameter, BadValue, BadQuery];
const READ_ONE: &[Code] = &[UnknownParameter, BadValue, BadQuery, Unauthorized, NotFound, Withdrawn];
const WRITE: &[Code] = &[
    UnknownParameter,
    BadQuery,
    BadJson,
    BadValue,
    Unauthorized,
    Changed,
    TooLarge,
    UnsupportedMedia,
    Faulty,
    PreconditionRequired,
];

/// Every operation.
pub const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/v1/offers",
        id: "search_offers",
        tag: "Searching",
        summary: "Search offers, or leaf through them",
        about: "What the text says narrows only where that leaves something; a parameter always holds. Texts in `highlights` are HTML with `<mark>`.",
        params: asking::SEARCH,
        answers: &[(200, "A page of hits", "SearchAnswer", JSON), (304, "As the client has it", "", "")],
        failures: SEARCH_FAILURES,
        ..PLAIN
    },
    Operation {
        path: "/v1/search",
        method: "post",
        id: "post_search",
        tag: "Searching",
        summary: "The same search, with the words in the body",
        about: "For those who must not leave a caller's words in an address. The members are the parameters of `GET /v1/offers`; repeated ones are arrays.",
        body: Some(("SearchRequest", JSON)),
        answers: &[(200, "A page of hits", "SearchAnswer", JSON)],
        failures: POSTED_FAILURES,
        ..PLAIN
    },
    Operation {
        path: "/v1/suggest",
        id: "suggest",
        tag: "Searching",
        summary: "What to go on with, as one types",
        about: "At most ten: offers by name, topics, places.",
        params: asking::SUGGEST,
        answers: &[(200, "Suggestions", "Suggestions", JSON)],
        failures: &[UnknownParameter, BadValue, BadQuery, QueryTooLong, NotFound, Busy],
        ..PLAIN
    },
    Operation {
        path: "/v1/offers/{id}",
        id: "get_offer",
        tag: "Offers",
        summary: "One offer, as stored, in all languages",
        about: "With `open`, `next_session` and `freshness` at a moment. The ETag is `\"REVISION.STATE\"`; If-Match compares the revision.",
        params: offers::ONE,
        answers: &[(200, "The offer", "OfferAnswer", JSON), (304, "As the client has it", "", "")],
        failures: READ_ONE,
        ..PLAIN
    },
    Operation {
        path: "/v1/offers/{id}",
        method: "put",
        id: "put_offer",
        tag: "Offers",
        summary: "Make or change an offer",
        about: "The whole document. `If-None-Match: *` makes it, `If-Match` changes it. Findable when the answer comes.",
        body: Some(("Offer", JSON)),
        answers: &[(200, "Changed", "Written", JSON), (201, "Made", "Written", JSON)],
        failures: WRITE,
        key: true,
        ..PLAIN
    },
    Operation {
        path: "/v1/offers/{id}",
        method: "delete",
        id: "withdraw_offer",
        tag: "Offers",
        summary: "Withdraw an offer; its history stays",
        about: "Wants If-Match. The address answers 410 from then on.",
        answers: &[(204, "Withdrawn", "", "")],
        failures: &[UnknownParameter, BadQuery, BadValue, Unauthorized, NotFound, Withdrawn, Changed, PreconditionRequired],
        key: true,
        ..PLAIN
    },
    Operation {
        path: "/v1/offers/{id}/verification",
        method: "post",
        id: "verify_offer",
        tag: "Offers",
        summary: "It is all still right, today",
        about: "Sets `verified` to today. The body may say how it was checked.",
        body: Some(("Verification", JSON)),
        answers: &[(200, "Verified", "Written", JSON)],
        failures: &[UnknownParameter, BadQuery, BadJson, Unauthorized, NotFound, Withdrawn, TooLarge],
        key: true,
        ..PLAIN
    },
    Operation {
        path: "/v1/offers/{id}/history",
        id: "offer_history",
        tag: "Offers",
        summary: "Every revision of an offer",
        about: "When, by which key, what changed; oldest first.",
        answers: &[(200, "The revisions", "List", JSON), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadQuery, Unauthorized, NotFound],
        ..PLAIN
    },
    Operation {
        path: "/v1/organizations",
        id: "list_organizations",
        tag: "Organizations",
        summary: "Organizations, by id",
        about: "`next` is the id to send as `after`, `null` on the last page.",
        params: organizations::LIST,
        answers: &[(200, "A page of organizations", "List", JSON), (304, "As the client has it", "", "")],
        failures: READ,
        ..PLAIN
    },
    Operation {
        path: "/v1/organizations/{id}",
        id: "get_organization",
        tag: "Organizations",
        summary: "One organization, as stored",
        about: "",
        answers: &[(200, "The organization", "OrganizationAnswer", JSON), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadQuery, NotFound],
        ..PLAIN
    },
    Operation {
        path: "/v1/organizations/{id}",
        method: "put",
        id: "put_organization",
        tag: "Organizations",
        summary: "Make or change an organization",
        about: "As with an offer.",
        body: Some(("Organization", JSON)),
        answers: &[(200, "Changed", "Written", JSON), (201, "Made", "Written", JSON)],
        failures: WRITE,
        key: true,
        ..PLAIN
    },
    Operation {
        path: "/v1/topics",
        id: "list_topics",
        tag: "Vocabularies",
        summary: "What offers are about",
        about: "With labels, gentle labels for the young, ICPC-2 codes.",
        lang: true,
        answers: &[(200, "The topics", "List", JSON), (304, "As the client has it", "", "")],
        failures: READ,
        ..PLAIN
    },
    Operation {
        path: "/v1/audiences",
        id: "list_audiences",
        tag: "Vocabularies",
        summary: "Who offers are for",
        about: "",
        lang: true,
        answers: &[(200, "The audiences", "List", JSON), (304, "As the client has it", "", "")],
        failures: READ,
        ..PLAIN
    },
    Operation {
        path: "/v1/kinds",
        id: "list_kinds",
        tag: "Vocabularies",
        summary: "What offers are",
        about: "",
        lang: true,
        answers: &[(200, "The kinds", "List", JSON), (304, "As the client has it", "", "")],
        failures: READ,
        ..PLAIN
    },
    Operation {
        path: "/v1/places",
        id: "list_places",
        tag: "Vocabularies",
        summary: "Municipalities by name or number",
        about: "Names of today, of before, of villages, Sámi and Kven.",
        params: places::LIST,
        answers: &[(200, "The municipalities", "List", JSON), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadQuery, QueryTooLong],
        ..PLAIN
    },
    Operation {
        path: "/v1/imports",
        method: "post",
        id: "import_catalogue",
        tag: "The catalogue",
        summary: "Import a catalogue file",
        about: "JSON Lines, each `{\"organization\": …}` or `{\"offer\": …}`; at most 64 MiB. All or nothing; every fault is told with its line.",
        params: changes::IMPORT,
        body: Some(("CatalogueLines", "text/plain")),
        answers: &[(200, "What changed, or would", "ImportReport", JSON)],
        failures: &[UnknownParameter, BadValue, BadQuery, BadJson, Unauthorized, TooLarge, Faulty],
        key: true,
        ..PLAIN
    },
    Operation {
        path: "/v1/export",
        id: "export_catalogue",
        tag: "The catalogue",
        summary: "The whole catalogue, as it can be imported",
        about: "JSON Lines, streamed; organizations first.",
        answers: &[(200, "The catalogue", "CatalogueLines", "application/jsonl")],
        failures: &[UnknownParameter, BadQuery, Unauthorized],
        ..PLAIN
    },
    Operation {
        path: "/v1/changes",
        id: "list_changes",
        tag: "The catalogue",
        summary: "What changed after a number, oldest first",
        about: "Withdrawals too. `last` is the number to send as `since`. With `Accept: text/event-stream` the answer stays open and tells every change from then on; `Last-Event-ID` goes on where a client left off.",
        params: changes::CHANGES,
        answers: &[(200, "The changes", "List", JSON), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadValue, BadQuery, Unauthorized],
        ..PLAIN
    },
    Operation {
        path: "/livez",
        id: "livez",
        tag: "Operating",
        summary: "The process answers",
        answers: &[(200, "It does", "Health", JSON)],
        failures: &[UnknownParameter, BadQuery],
        ..PLAIN
    },
    Operation {
        path: "/readyz",
        id: "readyz",
        tag: "Operating",
        summary: "The store and the index answer",
        answers: &[(200, "They do", "Health", JSON)],
        failures: &[UnknownParameter, BadQuery, Busy],
        ..PLAIN
    },
    Operation {
        path: "/metrics",
        id: "metrics",
        tag: "Operating",
        summary: "Figures for Prometheus",
        answers: &[(200, "The figures", "Text", "text/plain")],
        failures: &[UnknownParameter, BadQuery],
        ..PLAIN
    },
    Operation {
        path: "/openapi.yaml",
        id: "openapi_yaml",
        tag: "Operating",
        summary: "This document",
        answers: &[(200, "The document", "Document", "application/yaml"), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadQuery],
        ..PLAIN
    },
    Operation {
        path: "/docs/problems",
        id: "problems",
        tag: "Operating",
        summary: "Every error code and what it means",
        answers: &[(200, "The codes", "List", JSON), (304, "As the client has it", "", "")],
        failures: &[UnknownParameter, BadQuery],
        ..PLAIN
    },
];
