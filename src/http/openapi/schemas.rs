//! Owns the schemas of `openapi.yaml`: the contract's documents and the answers. Must not know operations.

use super::super::asking;
use super::super::params::Param;
use super::super::problem::Code;
use super::limited_one;
use crate::domain::rules::{OFFER_SCHEMA, ORGANIZATION_SCHEMA};
use crate::domain::slug::Reach;
use serde_json::{Map, Value, json};

/// The contract's schemas as components: `#/$defs/text` becomes `#/components/schemas/Text`.
pub fn documents(schemas: &mut Map<String, Value>) {
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
            text = text.replace(&format!("#/$defs/{from}\""), &format!("#/components/schemas/{to}\""));
        }
        serde_json::from_str(&text).ok()
    };
    for (name, text) in [("Offer", OFFER_SCHEMA), ("Organization", ORGANIZATION_SCHEMA)] {
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

/// The answers, and the search as a body.
pub fn answers(schemas: &mut Map<String, Value>) {
    let body_of = |params: &[Param]| {
        let mut wish = Map::new();
        for param in params {
            let one = limited_one(param);
            let schema = if param.many { json!({"anyOf": [one, {"type": "array", "items": one}]}) } else { one };
            wish.insert(param.name.to_owned(), schema);
        }
        json!({"type": "object", "additionalProperties": false, "properties": wish})
    };
    let list = json!({"type": "object", "required": ["total", "items"], "properties": {"total": {"type": "integer", "minimum": 0}, "items": {"type": "array", "items": {"type": "object"}}}});
    let found = json!({
        "type": "object",
        "required": ["total", "page", "per_page", "understood", "safety", "hits", "otherwise", "facets"],
        "properties": {
            "total": {"type": "integer", "minimum": 0},
            "page": {"type": "integer", "minimum": 1},
            "per_page": {"type": "integer", "minimum": 1, "maximum": 100},
            "understood": {"type": "object", "description": "What the words were taken to mean, with spans in Unicode scalar values."},
            "safety": {"anyOf": [{"$ref": "#/components/schemas/Safety"}, {"type": "null"}]},
            "otherwise": {"type": "array", "items": {"$ref": "#/components/schemas/Otherwise"}},
            "hits": {"type": "array", "items": {"$ref": "#/components/schemas/Hit"}},
            "facets": {"type": "object", "additionalProperties": {"type": "array", "items": {"type": "object", "required": ["value", "label", "count"]}}},
        },
    });
    let hit = json!({
        "type": "object",
        "required": ["offer", "reach", "open", "next_session", "freshness", "why", "asks", "action", "highlights", "score"],
        "properties": {
            "offer": {"type": "object", "description": "The offer, its texts in the language asked for; `text_languages` where one came in another."},
            "reach": {"type": "string", "enum": Reach::WORDS},
            "distance_km": {"type": "number", "minimum": 0},
            "open": {"$ref": "#/components/schemas/OpenNow"},
            "next_session": {"type": ["string", "null"], "format": "date-time"},
            "freshness": {"$ref": "#/components/schemas/Freshness"},
            "why": {"type": "array", "items": {"type": "object", "required": ["code", "text"]}},
            "asks": {"type": "array", "items": {"type": "string"}, "description": "What it asks of the person, in the order in which it comes."},
            "action": {"$ref": "#/components/schemas/Action"},
            "highlights": {"type": "object"},
            "score": {"type": "number"},
        },
    });
    let rows = [
        ("SearchRequest", body_of(asking::SEARCH)),
        ("NavigateRequest", body_of(asking::NAVIGATE)),
        ("SearchAnswer", found),
        ("Hit", hit),
        (
            "Freshness",
            json!({"type": "object", "required": ["verified_on", "as_of", "stale"], "properties": {"verified_on": {"type": ["string", "null"]}, "as_of": {"type": ["string", "null"]}, "stale": {"type": "boolean"}}}),
        ),
        ("List", list),
        (
            "Suggestions",
            json!({"type": "object", "required": ["suggestions", "safety"], "properties": {"suggestions": {"type": "array", "maxItems": 10, "items": {"type": "object", "required": ["kind", "text", "value"]}}, "safety": {"anyOf": [{"$ref": "#/components/schemas/Safety"}, {"type": "null"}]}}}),
        ),
        (
            "OfferAnswer",
            json!({"type": "object", "required": ["offer", "open", "next_session", "freshness"], "properties": {"offer": {"type": "object"}, "open": {"$ref": "#/components/schemas/OpenNow"}, "next_session": {"type": ["string", "null"], "format": "date-time"}, "freshness": {"$ref": "#/components/schemas/Freshness"}}}),
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
        ("CatalogueLines", json!({"type": "string", "minLength": 1})),
        ("Text", json!({"type": "string"})),
        ("Document", json!({"description": "An OpenAPI document."})),
        ("Health", json!({"type": "object", "required": ["status"], "properties": {"status": {"type": "string"}}})),
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
                    "safety": {"type": ["object", "null"], "description": "On every 503 of search, suggest and navigate."},
                },
            }),
        ),
    ];
    super::answers::guiding(schemas);
    schemas.extend(rows.into_iter().map(|(name, schema)| (name.to_owned(), schema)));
}
