//! Owns `openapi.yaml`: made from the route table, the parameter tables, the error table and the documents' schemas. Must not know handlers.

use super::params::{Param, Type};
use super::problem::Code;
use super::{changes, organizations, places, search};
use crate::domain::rules::{OFFER_SCHEMA, ORGANIZATION_SCHEMA};
use serde_json::{Map, Value, json};

/// One operation, as the documentation tells it.
struct Operation {
    path: &'static str,
    method: &'static str,
    id: &'static str,
    tag: &'static str,
    summary: &'static str,
    about: &'static str,
    params: &'static [Param],
    /// Takes `lang` alone.
    lang: bool,
    /// The request's body, by schema name, and its media type.
    body: Option<(&'static str, &'static str)>,
    /// Answers that are no failures: status, what it means, schema, media type.
    answers: &'static [(u16, &'static str, &'static str, &'static str)],
    failures: &'static [Code],
    key: bool,
}

const JSON: &str = "application/json";

const PLAIN: Operation = Operation {
    path: "",
    method: "get",
    id: "",
    tag: "",
    summary: "",
    about: "",
    params: &[],
    lang: false,
    body: None,
    answers: &[],
    failures: &[],
    key: false,
};

use Code::{
    BadJson, BadQuery, BadValue, Busy, Changed, Faulty, NotFound, PageTooDeep,
    PreconditionRequired, QueryTooLong, TooLarge, Unauthorized, UnknownParameter, UnsupportedMedia,
    Withdrawn,
};

const SEARCH_FAILURES: &[Code] = &[
    UnknownParameter,
    BadValue,
    BadQuery,
    QueryTooLong,
    PageTooDeep,
    NotFound,
    Busy,
];
const READ: &[Code] = &[UnknownParameter, BadValue, BadQuery];
const READ_ONE: &[Code] = &[
    UnknownParameter,
    BadQuery,
    Unauthorized,
    NotFound,
    Withdrawn,
];
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

const OPERATIONS: &[Operation] = &[
    Operation {
        path: "/v1/offers",
        id: "search_offers",
        tag: "Searching",
        summary: "Search offers, or leaf through them",
        about: "What the text says narrows only where that leaves something; a parameter always holds. Texts in `highlights` are HTML with `<mark>`.",
        params: search::SEARCH,
        answers: &[
            (200, "A page of hits", "SearchAnswer", JSON),
            (304, "As the client has it", "", ""),
        ],
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
        failures: &[
            UnknownParameter,
            BadValue,
            BadQuery,
            BadJson,
            QueryTooLong,
            PageTooDeep,
            NotFound,
            TooLarge,
            UnsupportedMedia,
            Busy,
        ],
        ..PLAIN
    },
    Operation {
        path: "/v1/suggest",
        id: "suggest",
        tag: "Searching",
        summary: "What to go on with, as one types",
        about: "At most ten: offers by name, topics, places.",
        params: search::SUGGEST,
        answers: &[(200, "Suggestions", "Suggestions", JSON)],
        failures: &[
            UnknownParameter,
            BadValue,
            BadQuery,
            QueryTooLong,
            NotFound,
            Busy,
        ],
        ..PLAIN
    },
    Operation {
        path: "/v1/offers/{id}",
        id: "get_offer",
        tag: "Offers",
        summary: "One offer, as stored, in all languages",
        about: "The ETag is `\"REVISION.STATE\"`; If-Match compares the revision.",
        answers: &[
            (200, "The offer", "OfferAnswer", JSON),
            (304, "As the client has it", "", ""),
        ],
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
        answers: &[
            (200, "Changed", "Written", JSON),
            (201, "Made", "Written", JSON),
        ],
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
        failures: &[
            UnknownParameter,
            BadQuery,
            BadValue,
            Unauthorized,
            NotFound,
            Withdrawn,
            Changed,
            PreconditionRequired,
        ],
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
        failures: &[
            UnknownParameter,
            BadQuery,
            BadJson,
            Unauthorized,
            NotFound,
            Withdrawn,
            TooLarge,
        ],
        key: true,
        ..PLAIN
    },
    Operation {
        path: "/v1/offers/{id}/history",
        id: "offer_history",
        tag: "Offers",
        summary: "Every revision of an offer",
        about: "When, by which key, what changed; oldest first.",
        answers: &[
            (200, "The revisions", "List", JSON),
            (304, "As the client has it", "", ""),
        ],
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
        answers: &[
            (200, "A page of organizations", "List", JSON),
            (304, "As the client has it", "", ""),
        ],
        failures: READ,
        ..PLAIN
    },
    Operation {
        path: "/v1/organizations/{id}",
        id: "get_organization",
        tag: "Organizations",
        summary: "One organization, as stored",
        about: "",
        answers: &[
            (200, "The organization", "OrganizationAnswer", JSON),
            (304, "As the client has it", "", ""),
        ],
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
        answers: &[
            (200, "Changed", "Written", JSON),
            (201, "Made", "Written", JSON),
        ],
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
        answers: &[
            (200, "The topics", "List", JSON),
            (304, "As the client has it", "", ""),
        ],
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
        answers: &[
            (200, "The audiences", "List", JSON),
            (304, "As the client has it", "", ""),
        ],
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
        answers: &[
            (200, "The kinds", "List", JSON),
            (304, "As the client has it", "", ""),
        ],
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
        answers: &[
            (200, "The municipalities", "List", JSON),
            (304, "As the client has it", "", ""),
        ],
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
        body: Some(("CatalogueLines", "application/jsonl")),
        answers: &[(200, "What changed, or would", "ImportReport", JSON)],
        failures: &[
            UnknownParameter,
            BadValue,
            BadQuery,
            BadJson,
            Unauthorized,
            TooLarge,
            Faulty,
        ],
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
        about: "Withdrawals too. `last` is the number to send as `since`.",
        params: changes::CHANGES,
        answers: &[
            (200, "The changes", "List", JSON),
            (304, "As the client has it", "", ""),
        ],
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
        answers: &[
            (200, "The document", "Text", "application/yaml"),
            (304, "As the client has it", "", ""),
        ],
        failures: &[UnknownParameter, BadQuery],
        ..PLAIN
    },
    Operation {
        path: "/docs/problems",
        id: "problems",
        tag: "Operating",
        summary: "Every error code and what it means",
        answers: &[
            (200, "The codes", "List", JSON),
            (304, "As the client has it", "", ""),
        ],
        failures: &[UnknownParameter, BadQuery],
        ..PLAIN
    },
];

fn value_schema(of: Type) -> Value {
    match of {
        Type::Text => json!({"type": "string"}),
        Type::Slug => json!({"type": "string", "pattern": "^[a-z0-9]+(_[a-z0-9]+)*$"}),
        Type::Flag => json!({"type": "boolean"}),
        Type::Whole(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Type::Word(words) => json!({"type": "string", "enum": words}),
        Type::Words(words) => {
            let one = words.join("|");
            json!({"type": "string", "pattern": format!("^({one})(,({one}))*$")})
        }
    }
}

fn limited(param: &Param) -> Value {
    let mut schema = value_schema(param.of);
    if param.name == "q"
        && let Some(members) = schema.as_object_mut()
    {
        members.insert("maxLength".to_owned(), json!(search::LONGEST));
    }
    if param.many {
        json!({"type": "array", "items": schema})
    } else {
        schema
    }
}

fn example(param: &Param) -> Value {
    let one = match param.of {
        Type::Flag => json!(param.example == "true"),
        Type::Whole(..) => json!(param.example.parse::<u32>().unwrap_or_default()),
        _ => json!(param.example),
    };
    if param.many { json!([one]) } else { one }
}

fn parameter(param: &Param) -> Value {
    json!({"name": param.name, "in": "query", "description": param.about, "required": false, "schema": limited(param), "example": example(param), "explode": true, "style": "form"})
}

fn failure(codes: &[Code]) -> Value {
    let words: Vec<String> = codes
        .iter()
        .map(|c| format!("`{}`: {}", c.row().0, c.row().2))
        .collect();
    json!({
        "description": words.join(". "),
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    })
}

fn operation(op: &Operation) -> Value {
    let mut parameters: Vec<Value> = op.params.iter().map(parameter).collect();
    if op.path.contains("{id}") {
        parameters.push(json!({"name": "id", "in": "path", "required": true, "description": "The document's id.", "schema": {"$ref": "#/components/schemas/Slug"}, "example": "nasjonal-mental-helse-hjelpetelefonen"}));
    }
    if op.lang {
        parameters.push(json!({"name": "lang", "in": "query", "required": false, "description": "The language of labels.", "schema": {"type": "string", "enum": ["nb", "nn", "se", "en"]}, "example": "nb"}));
    }
    if op.failures.contains(&PreconditionRequired) {
        for (name, about) in [
            ("If-Match", "The ETag that was read."),
            ("If-None-Match", "`*`: make it only if it is not there."),
        ] {
            parameters.push(json!({"name": name, "in": "header", "required": false, "description": about, "schema": {"type": "string"}}));
        }
    }
    let mut responses = Map::new();
    for (status, about, schema, media) in op.answers {
        let mut answer = json!({"description": about});
        if let (false, Some(members)) = (schema.is_empty(), answer.as_object_mut()) {
            members.insert(
                "content".to_owned(),
                json!({*media: {"schema": {"$ref": format!("#/components/schemas/{schema}")}}}),
            );
        }
        responses.insert(status.to_string(), answer);
    }
    let mut statuses: Vec<u16> = op.failures.iter().map(|c| c.row().1.as_u16()).collect();
    statuses.extend([Code::Internal.row().1.as_u16()]);
    statuses.sort_unstable();
    statuses.dedup();
    for status in statuses {
        let mut codes: Vec<Code> = op
            .failures
            .iter()
            .copied()
            .filter(|c| c.row().1.as_u16() == status)
            .collect();
        if codes.is_empty() {
            codes.push(Code::Internal);
        }
        responses.insert(status.to_string(), failure(&codes));
    }
    let mut out = json!({
        "operationId": op.id,
        "tags": [op.tag],
        "summary": op.summary,
        "description": op.about,
        "parameters": parameters,
        "responses": responses,
    });
    if let Some(members) = out.as_object_mut() {
        if let Some((schema, media)) = op.body {
            let reference = json!({"$ref": format!("#/components/schemas/{schema}")});
            members.insert("requestBody".to_owned(), json!({"required": schema != "Verification", "content": {media: {"schema": reference}}}));
        }
        if op.key {
            members.insert("security".to_owned(), json!([{"key": []}]));
        }
    }
    out
}

/// The contract's schemas as components: `#/$defs/text` becomes `#/components/schemas/Text`.
fn documents(schemas: &mut Map<String, Value>) {
    let names = [
        ("text", "Texts"),
        ("slug", "Slug"),
        ("term", "Term"),
        ("municipality", "MunicipalityNumber"),
        ("hours", "OpeningHours"),
    ];
    let rewritten = |text: &str| -> Option<Value> {
        let mut text = text.replace("offer.schema.json#/$defs/", "#/$defs/");
        for (from, to) in names {
            text = text.replace(
                &format!("#/$defs/{from}\""),
                &format!("#/components/schemas/{to}\""),
            );
        }
        serde_json::from_str(&text).ok()
    };
    for (name, text) in [
        ("Offer", OFFER_SCHEMA),
        ("Organization", ORGANIZATION_SCHEMA),
    ] {
        let Some(Value::Object(mut schema)) = rewritten(text) else {
            continue;
        };
        schema.remove("$schema");
        schema.remove("$id");
        if let Some(Value::Object(defs)) = schema.remove("$defs") {
            for (from, to) in names {
                if let Some(def) = defs.get(from) {
                    schemas.insert(to.to_owned(), def.clone());
                }
            }
        }
        schemas.insert(name.to_owned(), Value::Object(schema));
    }
}

fn answers(schemas: &mut Map<String, Value>) {
    let mut wish = Map::new();
    for param in search::SEARCH {
        wish.insert(param.name.to_owned(), limited(param));
    }
    let list = json!({"type": "object", "required": ["total", "items"], "properties": {"total": {"type": "integer", "minimum": 0}, "items": {"type": "array", "items": {"type": "object"}}}});
    let found = json!({
        "type": "object",
        "required": ["total", "page", "per_page", "understood", "safety", "hits", "facets"],
        "properties": {
            "total": {"type": "integer", "minimum": 0},
            "page": {"type": "integer", "minimum": 1},
            "per_page": {"type": "integer", "minimum": 1, "maximum": 100},
            "understood": {"type": "object", "description": "What the words were taken to mean, with spans in Unicode scalar values."},
            "safety": {"type": ["object", "null"]},
            "hits": {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}},
            "facets": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "object", "required": ["value", "label", "count"]}}},
        },
    });
    let hit = json!({
        "type": "object",
        "required": ["offer", "reach", "freshness", "why", "highlights", "score"],
        "properties": {
            "offer": {"type": "object", "description": "The offer, its texts in the language asked for; `text_languages` where one came in another."},
            "reach": {"type": "string", "enum": ["local", "shared", "county", "national"]},
            "freshness": {"$ref": "#/components/schemas/Freshness"},
            "why": {"type": "array", "items": {"type": "object", "required": ["code", "text"]}},
            "highlights": {"type": "object"},
            "score": {"type": "number"},
        },
    });
    let rows = [
        (
            "SearchRequest",
            json!({"type": "object", "additionalProperties": false, "properties": wish}),
        ),
        ("SearchAnswer", found),
        ("Hit", hit),
        (
            "Freshness",
            json!({"type": "object", "required": ["verified_on", "as_of", "stale"], "properties": {"verified_on": {"type": ["string", "null"]}, "as_of": {"type": ["string", "null"]}, "stale": {"type": "boolean"}}}),
        ),
        ("List", list),
        (
            "Suggestions",
            json!({"type": "object", "required": ["suggestions", "safety"], "properties": {"suggestions": {"type": "array", "maxItems": 10, "items": {"type": "object", "required": ["kind", "text", "value"]}}, "safety": {"type": ["object", "null"]}}}),
        ),
        (
            "OfferAnswer",
            json!({"type": "object", "required": ["offer", "freshness"], "properties": {"offer": {"type": "object"}, "freshness": {"$ref": "#/components/schemas/Freshness"}}}),
        ),
        (
            "OrganizationAnswer",
            json!({"type": "object", "required": ["organization"], "properties": {"organization": {"type": "object"}}}),
        ),
        (
            "Written",
            json!({"type": "object", "required": ["revision"], "properties": {"revision": {"type": "integer", "minimum": 1}}}),
        ),
        (
            "Verification",
            json!({"type": "object", "additionalProperties": false, "properties": {"method": {"type": "string", "enum": ["owner", "phone", "web", "visit", "document"]}}}),
        ),
        (
            "ImportReport",
            json!({"type": "object", "required": ["dry_run", "created", "updated", "unchanged", "changes", "faults"], "properties": {"faults": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}}}}),
        ),
        (
            "Fault",
            json!({"type": "object", "required": ["member", "reason"], "properties": {"file": {"type": "string"}, "line": {"type": "integer"}, "member": {"type": "string"}, "reason": {"type": "string"}}}),
        ),
        ("CatalogueLines", json!({"type": "string"})),
        ("Text", json!({"type": "string"})),
        (
            "Health",
            json!({"type": "object", "required": ["status"], "properties": {"status": {"type": "string"}}}),
        ),
        (
            "Problem",
            json!({
                "type": "object",
                "required": ["type", "title", "status", "code", "detail", "request_id"],
                "properties": {
                    "type": {"type": "string"}, "title": {"type": "string"}, "status": {"type": "integer"},
                    "code": {"type": "string", "enum": Code::ALL.map(|c| c.row().0)},
                    "detail": {"type": "string", "description": "How to mend the request."},
                    "request_id": {"type": "string"},
                    "faults": {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}},
                    "safety": {"type": ["object", "null"], "description": "On every 503 of search and suggest."},
                },
            }),
        ),
    ];
    schemas.extend(
        rows.into_iter()
            .map(|(name, schema)| (name.to_owned(), schema)),
    );
}

/// The whole document.
pub fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for op in OPERATIONS {
        let slot = paths.entry(op.path).or_insert_with(|| json!({}));
        if let Some(methods) = slot.as_object_mut() {
            methods.insert(op.method.to_owned(), operation(op));
        }
    }
    let mut schemas = Map::new();
    documents(&mut schemas);
    answers(&mut schemas);
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Veiviser",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "One number in to every local low-threshold help offer in Norwegian municipalities.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas, "securitySchemes": {"key": {"type": "http", "scheme": "bearer"}}},
    })
}

/// The document as `openapi.yaml` holds it.
pub fn yaml() -> String {
    serde_norway::to_string(&document()).unwrap_or_default()
}

/// Every path with its methods, for the test that holds this against the routes.
pub fn told_routes() -> Vec<(&'static str, String)> {
    OPERATIONS
        .iter()
        .map(|op| (op.path, op.method.to_uppercase()))
        .collect()
}
