//! Owns the schemas of danger, hours, plans, shortlists and insight. Must not know operations.

use crate::domain::danger::{DangerTopic, Level};
use crate::domain::need::{AgeBand, Origin, Outcome, Reason};
use crate::domain::report::Wrong;
use crate::domain::slug::{Channel, Reach, Weekday};
use crate::navigation::action::Do;
use serde_json::{Map, Value, json};

fn object(required: &[&str], properties: Value) -> Value {
    json!({"type": "object", "required": required, "properties": properties})
}

fn reference(name: &str) -> Value {
    json!({"$ref": format!("#/components/schemas/{name}")})
}

fn list(of: &Value) -> Value {
    json!({"type": "array", "items": of})
}

/// The schemas by name.
pub fn guiding(schemas: &mut Map<String, Value>) {
    let moment = json!({"type": ["string", "null"], "format": "date-time"});
    let maybe = json!({"type": ["string", "null"]});
    let text = json!({"type": "string"});
    let texts = list(&text);
    let open = json!({
        "now": {"type": ["boolean", "null"], "description": "`null` where no hours are known: never a guess."},
        "until": moment, "next": moment, "fallback": maybe,
    });
    let each = object(&["now", "until", "next", "fallback"], open.clone());
    let mut best = open;
    if let Some(members) = best.as_object_mut() {
        members.insert("contacts".to_owned(), list(&each));
        members.insert("locations".to_owned(), list(&each));
    }
    let line = object(
        &["id", "name", "number", "url", "channel_name", "hours", "open", "fallback", "verified_on", "stale"],
        json!({"id": text, "name": text, "number": maybe, "url": maybe, "channel_name": maybe, "hours": maybe, "open": {"type": ["boolean", "null"]},
            "fallback": maybe, "verified_on": maybe, "stale": {"type": "boolean", "description": "Nobody has checked it for 24 months."}}),
    );
    let action = object(
        &["do", "channel", "value", "at", "text"],
        json!({
            "do": {"type": "string", "enum": Do::WORDS},
            "channel": {"anyOf": [{"type": "string", "enum": Channel::WORDS}, {"type": "null"}]},
            "value": maybe, "keypress": text, "at": moment, "text": text,
        }),
    );
    let step = object(
        &["offer", "reach", "open", "next_session", "freshness", "why", "asks", "soonest", "action", "related"],
        json!({
            "offer": {"type": "object"}, "reach": {"type": "string", "enum": Reach::WORDS}, "open": reference("OpenNow"),
            "next_session": moment, "freshness": reference("Freshness"), "why": list(&json!({"type": "object"})), "asks": texts,
            "soonest": {"type": "boolean", "description": "Of the steps the one that can be begun soonest."}, "action": reference("Action"),
            "related": list(&object(&["what", "id", "name"], json!({"what": text, "id": text, "name": text}))),
        }),
    );
    let question = object(
        &["about", "question", "options"],
        json!({"about": text, "question": text, "options": list(&object(&["label", "params", "leaves"], json!({
            "label": text, "params": {"type": "object", "description": "The parameters that give this answer."}, "leaves": {"type": "integer", "minimum": 0},
        })))}),
    );
    let plan = object(
        &["understood", "safety", "text", "left", "steps", "otherwise", "ask"],
        json!({
            "understood": {"type": "object"},
            "safety": {"anyOf": [reference("Safety"), {"type": "null"}]},
            "text": text,
            "left": {"type": "integer", "minimum": 0, "description": "How many offers would fit."},
            "steps": list(&reference("Step")),
            "otherwise": list(&reference("Otherwise")),
            "ask": {"anyOf": [reference("Question"), {"type": "null"}]},
        }),
    );
    let sms = object(
        &["text", "entries", "parts", "units", "alphabet"],
        json!({"text": text, "entries": {"type": "integer", "minimum": 0}, "parts": {"type": "integer", "minimum": 1, "maximum": 3},
            "units": {"type": "integer", "minimum": 0}, "alphabet": {"type": "string", "enum": ["gsm7", "ucs2"]}}),
    );
    let rows = [
        ("OpenNow", object(&["now", "until", "next", "fallback", "contacts", "locations"], best)),
        (
            "Safety",
            object(
                &["level", "topic", "emergency", "support"],
                json!({"level": {"type": "string", "enum": Level::WORDS}, "topic": {"type": "string", "enum": DangerTopic::WORDS},
                    "emergency": list(&reference("Line")), "support": list(&reference("Line"))}),
            ),
        ),
        ("Line", line),
        ("Action", action),
        ("Step", step),
        (
            "Otherwise",
            object(
                &["what", "steps"],
                json!({"what": {"type": "string", "enum": ["shared", "county", "national", "nearby", "front_door"]}, "steps": list(&reference("Step"))}),
            ),
        ),
        ("Question", question),
        ("Plan", plan),
        (
            "Comparison",
            object(
                &["offers", "points"],
                json!({"offers": list(&json!({"type": "object"})),
                    "points": list(&object(&["point", "values", "differs"], json!({"point": text, "values": {"type": "array"}, "differs": {"type": "boolean"}})))}),
            ),
        ),
        (
            "ShortlistRequest",
            json!({"type": "object", "additionalProperties": false, "required": ["offers"], "properties": {
                "offers": {"type": "array", "items": reference("Slug"), "minItems": 3, "maxItems": 10, "uniqueItems": true},
                "lang": {"type": "string", "enum": ["nb", "nn", "se", "en"]}},
                "example": {"offers": ["nasjonal-kirkens-sos", "nasjonal-mental-helse-hjelpetelefonen", "nasjonal-legevakt"], "lang": "nb"}}),
        ),
        (
            "Shortlist",
            object(
                &["token", "link", "lang", "expires", "items", "sms", "aloud", "letter"],
                json!({"token": text, "link": text, "lang": text, "expires": moment, "items": list(&json!({"type": "object"})), "sms": sms.clone(), "aloud": text, "letter": text}),
            ),
        ),
        (
            "NeedRequest",
            json!({"type": "object", "additionalProperties": false, "required": ["municipality", "why"], "properties": {
                "municipality": {"type": "string", "minLength": 1},
                "topics": {"type": "array", "items": reference("Term"), "maxItems": 5},
                "age_band": {"type": "string", "enum": AgeBand::WORDS},
                "why": {"type": "string", "enum": Reason::WORDS}},
                "example": {"municipality": "5001", "topics": ["sleep"], "age_band": "30-66", "why": "none_here"}}),
        ),
        (
            "FeedbackRequest",
            json!({"type": "object", "additionalProperties": false, "required": ["municipality", "found"], "properties": {
                "municipality": {"type": "string", "minLength": 1},
                "topics": {"type": "array", "items": reference("Term"), "maxItems": 5},
                "found": {"type": "string", "enum": Outcome::WORDS}},
                "example": {"municipality": "5001", "topics": ["sleep"], "found": "all"}}),
        ),
        (
            "Handover",
            object(&["sms", "aloud", "letter", "link"], json!({"sms": sms, "aloud": text, "letter": text, "link": maybe})),
        ),
        (
            "News",
            object(
                &["municipality", "since", "total", "items", "text"],
                json!({"municipality": {"type": "object"}, "since": {"type": "string", "format": "date"}, "total": {"type": "integer"}, "text": text,
                    "items": list(&object(&["id", "name", "what", "on", "members"], json!({"id": text, "name": text,
                        "what": {"type": "string", "enum": ["new", "changed", "withdrawn", "verified"]}, "on": {"type": "string", "format": "date"}, "members": texts})))}),
            ),
        ),
        (
            "Place",
            object(
                &["places", "week", "day_unknown", "offers"],
                json!({"places": list(&json!({"type": "object"})), "offers": list(&json!({"type": "object"})), "day_unknown": list(&json!({"type": "object"})),
                    "week": list(&object(&["date", "weekday", "items"], json!({"date": {"type": "string", "format": "date"},
                        "weekday": {"type": "string", "enum": Weekday::WORDS},
                        "items": list(&object(&["offer", "name", "from", "to", "time_of_day", "by"], json!({"offer": text, "name": text, "from": maybe, "to": maybe,
                            "time_of_day": texts, "by": {"type": "string", "enum": ["hours", "session", "rhythm"]}})))})))}),
            ),
        ),
        (
            "ReportRequest",
            json!({"type": "object", "additionalProperties": false, "required": ["what"],
                "properties": {"what": {"type": "string", "enum": Wrong::WORDS}}, "example": {"what": "number"}}),
        ),
        ("Counted", object(&["counted"], json!({"counted": {"type": "boolean"}}))),
        (
            "Insight",
            object(
                &["municipality", "since", "least", "needs", "coverage", "missing", "old", "feedback", "used"],
                json!({"municipality": {"type": "object"}, "since": text, "least": {"type": "integer"},
                    "needs": list(&object(&["topic", "why", "origin", "count"], json!({"topic": maybe, "why": {"type": "string", "enum": Reason::WORDS},
                        "origin": {"type": "string", "enum": Origin::WORDS}, "count": {"type": "integer", "minimum": 5}}))),
                    "coverage": list(&json!({"type": "object"})), "missing": list(&json!({"type": "object"})),
                    "old": list(&json!({"type": "object"})),
                    "feedback": list(&object(&["topic", "found", "count"], json!({"topic": maybe, "found": {"type": "string", "enum": Outcome::WORDS}, "count": {"type": "integer", "minimum": 5}}))),
                    "used": list(&json!({"type": "object"}))}),
            ),
        ),
    ];
    schemas.extend(rows.into_iter().map(|(name, schema)| (name.to_owned(), schema)));
}
