//! Owns `openapi.yaml`: made from the route table, the parameter tables, the error table and the documents' schemas. Must not know handlers.

mod answers;
mod guiding;
mod operations;
mod schemas;

use super::asking;
use super::params::{Param, Type};
use super::problem::Code;
use Code::PreconditionRequired;
use guiding::GUIDING;
use operations::{OPERATIONS, Operation};
use serde_json::{Map, Value, json};

/// The years that calendars and holidays are known for, in every offset.
const YEARS: &str = "^(197[1-9]|19[89][0-9]|20[0-9]{2}|21[0-8][0-9]|219[0-8])-";

fn value_schema(of: Type) -> Value {
    match of {
        Type::Text => json!({"type": "string"}),
        Type::Slug => json!({"type": "string", "pattern": "^[a-z0-9]+(_[a-z0-9]+)*$"}),
        Type::Flag => json!({"type": "boolean"}),
        Type::Whole(least, most) => json!({"type": "integer", "minimum": least, "maximum": most}),
        Type::Word(words) => json!({"type": "string", "enum": words}),
        Type::Moment => json!({"anyOf": [
            {"type": "string", "const": "now"},
            {"type": "string", "format": "date-time", "pattern": YEARS},
        ]}),
        Type::Date => json!({"type": "string", "format": "date", "pattern": YEARS}),
        Type::Point => json!({"type": "string", "pattern": "^-?[0-9]{1,2}(\\.[0-9]{1,6})?,-?[0-9]{1,2}(\\.[0-9]{1,6})?$"}),
        Type::Upto(most) => json!({"type": "number", "exclusiveMinimum": 0, "maximum": most}),
        Type::PostalCode => json!({"type": "string", "pattern": "^[0-9]{4}$"}),
        Type::Findings(words) => {
            let one = format!("{}|(topic|audience):[a-z0-9_]+", words.join("|"));
            json!({"type": "string", "pattern": format!("^({one})(,({one}))*$")})
        }
        Type::Words(words) => {
            let one = words.join("|");
            json!({"type": "string", "pattern": format!("^({one})(,({one}))*$")})
        }
    }
}

/// The schema of one value of a parameter.
fn limited_one(param: &Param) -> Value {
    let mut schema = value_schema(param.of);
    if param.name == "q"
        && let Some(members) = schema.as_object_mut()
    {
        members.insert("maxLength".to_owned(), json!(asking::LONGEST));
    }
    schema
}

fn limited(param: &Param) -> Value {
    let schema = limited_one(param);
    match (param.many, param.name) {
        (true, "offer") => json!({"type": "array", "items": schema, "minItems": 2, "maxItems": 3, "uniqueItems": true}),
        (true, "id") => {
            let id = json!({"$ref": "#/components/schemas/Slug"});
            json!({"type": "array", "items": id, "minItems": 1, "maxItems": 10, "uniqueItems": true})
        }
        (true, _) => json!({"type": "array", "items": schema}),
        (false, _) => schema,
    }
}

fn example(param: &Param) -> Value {
    let one = match param.of {
        Type::Flag => json!(param.example == "true"),
        Type::Whole(..) | Type::Upto(_) => json!(param.example.parse::<u32>().unwrap_or_default()),
        _ => json!(param.example),
    };
    match (param.many, param.name) {
        (true, "offer") => json!([one, "nasjonal-mental-helse-hjelpetelefonen"]),
        (true, _) => json!([one]),
        (false, _) => one,
    }
}

fn parameter(param: &Param, required: bool) -> Value {
    json!({"name": param.name, "in": "query", "description": param.about, "required": required, "schema": limited(param), "example": example(param), "explode": true, "style": "form"})
}

fn failure(codes: &[Code]) -> Value {
    let words: Vec<String> = codes.iter().map(|c| format!("`{}`: {}", c.row().0, c.row().2)).collect();
    json!({
        "description": words.join(". "),
        "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
    })
}

fn operation(op: &Operation) -> Value {
    let mut parameters: Vec<Value> = op.params.iter().map(|param| parameter(param, op.required.contains(&param.name))).collect();
    if op.path.contains("{id}") {
        parameters.push(json!({"name": "id", "in": "path", "required": true, "description": "The document's id.", "schema": {"$ref": "#/components/schemas/Slug"}, "example": "nasjonal-mental-helse-hjelpetelefonen"}));
    }
    for (name, about, pattern, example) in [
        ("number", "A municipality's number, or its name.", None, "5001"),
        ("token", "What `POST /v1/shortlists` answered.", Some("^[0-9a-f]{32}$"), "0123456789abcdef0123456789abcdef"),
    ] {
        if op.path.contains(&format!("{{{name}}}")) {
            let schema =
                pattern.map_or_else(|| json!({"type": "string", "minLength": 1}), |p| json!({"type": "string", "pattern": p}));
            parameters.push(
                json!({"name": name, "in": "path", "required": true, "description": about, "schema": schema, "example": example}),
            );
        }
    }
    if op.lang {
        parameters.push(json!({"name": "lang", "in": "query", "required": false, "description": "The language of labels.", "schema": {"type": "string", "enum": ["nb", "nn", "se", "en"]}, "example": "nb"}));
    }
    if op.failures.contains(&PreconditionRequired) {
        for (name, about) in [("If-Match", "The ETag that was read."), ("If-None-Match", "`*`: make it only if it is not there.")]
        {
            parameters.push(
                json!({"name": name, "in": "header", "required": false, "description": about, "schema": {"type": "string"}}),
            );
        }
    }
    let mut responses = Map::new();
    for (status, about, schema, media) in op.answers {
        let mut answer = json!({"description": about});
        if let (false, Some(members)) = (schema.is_empty(), answer.as_object_mut()) {
            members.insert("content".to_owned(), json!({*media: {"schema": {"$ref": format!("#/components/schemas/{schema}")}}}));
        }
        responses.insert(status.to_string(), answer);
    }
    let mut statuses: Vec<u16> = op.failures.iter().map(|c| c.row().1.as_u16()).collect();
    statuses.extend([Code::Internal.row().1.as_u16()]);
    statuses.sort_unstable();
    statuses.dedup();
    for status in statuses {
        let mut codes: Vec<Code> = op.failures.iter().copied().filter(|c| c.row().1.as_u16() == status).collect();
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
            members.insert(
                "requestBody".to_owned(),
                json!({"required": schema != "Verification", "content": {media: {"schema": reference}}}),
            );
        }
        if op.key {
            members.insert("security".to_owned(), json!([{"key": []}]));
        }
    }
    out
}

/// The whole document.
pub fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for op in OPERATIONS.iter().chain(GUIDING) {
        let slot = paths.entry(op.path).or_insert_with(|| json!({}));
        if let Some(methods) = slot.as_object_mut() {
            methods.insert(op.method.to_owned(), operation(op));
        }
    }
    let mut schemas = Map::new();
    schemas::documents(&mut schemas);
    schemas::answers(&mut schemas);
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
    OPERATIONS.iter().chain(GUIDING).map(|op| (op.path, op.method.to_uppercase())).collect()
}
