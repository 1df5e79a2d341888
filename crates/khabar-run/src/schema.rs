//! The JSON Schema of the wire format, with the registered kinds.

use khabar_core::{Holds, Registry, RoleSpec, Shown};
use serde_json::{Map, Value, json};

use crate::wire::SCHEMA;

/// The schema of every line that the program writes: `#/$defs/fact` for `facts.jsonl`,
/// `#/$defs/document` for `documents.jsonl`; the schema itself accepts either.
pub fn schema(registry: &Registry) -> Value {
    let kinds: Vec<Value> = registry
        .kinds()
        .map(|kind| {
            let part = |shown: Shown| object(kind.roles.iter().filter(|r| r.shown == shown));
            let mut properties = json!({
                "kind": { "const": kind.name },
                "roles": part(Shown::Role),
                "attrs": part(Shown::Attr),
            });
            if let Some(role) = kind.roles.iter().find(|r| r.shown == Shown::Value) {
                properties["value"] = one_of(shapes(role.holds), false);
            }
            json!({ "title": kind.name, "description": kind.doc, "properties": properties })
        })
        .collect();
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "khabar",
        "description": format!("Lines of facts.jsonl and documents.jsonl, version {SCHEMA}."),
        "oneOf": [{ "$ref": "#/$defs/fact" }, { "$ref": "#/$defs/document" }],
        "$defs": {
            "range": {
                "description": "Half-open.",
                "type": "array",
                "prefixItems": [{ "type": "integer", "minimum": 0 }, { "type": "integer", "minimum": 0 }],
                "items": false,
                "minItems": 2
            },
            "span": {
                "description": "A range of the source in bytes of UTF-8, code points and UTF-16 units.",
                "type": "object",
                "properties": {
                    "bytes": { "$ref": "#/$defs/range" },
                    "chars": { "$ref": "#/$defs/range" },
                    "utf16": { "$ref": "#/$defs/range" }
                },
                "required": ["bytes", "chars", "utf16"],
                "additionalProperties": false
            },
            "fact": {
                "type": "object",
                "properties": {
                    "schema": { "const": SCHEMA },
                    "doc": { "type": "string" },
                    "id": { "type": "string", "pattern": "^[0-9a-f]{16}$" },
                    "kind": { "type": "string" },
                    "span": { "$ref": "#/$defs/span" },
                    "text": { "description": "The source in that span.", "type": "string", "minLength": 1 },
                    "value": { "type": "object" },
                    "roles": { "type": "object" },
                    "attrs": { "type": "object" },
                    "by": { "description": "The rule that found it.", "type": "string" }
                },
                "required": ["schema", "doc", "id", "kind", "span", "text", "roles", "attrs", "by"],
                "additionalProperties": false,
                "oneOf": kinds
            },
            "document": document(registry)
        }
    })
}

fn object<'a>(roles: impl Iterator<Item = &'a RoleSpec>) -> Value {
    let mut properties = Map::new();
    for role in roles {
        let mut array = json!({
            "type": "array",
            "minItems": 1,
            "items": one_of(shapes(role.holds), true),
        });
        if !role.many {
            array["maxItems"] = json!(1);
        }
        properties.insert(role.name.to_owned(), array);
    }
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

/// The shapes that a value may have: its properties, of which the first is required.
fn shapes(holds: Holds) -> Vec<Vec<(&'static str, Value)>> {
    let text = || json!({ "type": "string", "minLength": 1 });
    let number = || json!({ "type": "string", "pattern": "^-?[0-9]+(\\.[0-9]+)?$" });
    let fact = || {
        vec![
            (
                "fact",
                json!({ "type": "string", "pattern": "^[0-9a-f]{16}$" }),
            ),
            ("entity", text()),
            ("latin", text()),
        ]
    };
    let bound = || ("bound", json!({ "enum": ["~", ">", "<"] }));
    match holds {
        Holds::Text => vec![vec![]],
        Holds::Integer => vec![vec![("integer", json!({ "type": "integer" }))]],
        Holds::Decimal => vec![vec![("decimal", number()), bound()]],
        Holds::Money => vec![vec![
            ("amount", number()),
            (
                "currency",
                json!({ "type": "string", "pattern": "^[A-Z]{3}$" }),
            ),
            ("inferred", json!({ "const": true })),
            bound(),
        ]],
        Holds::Quantity => vec![vec![("amount", number()), ("unit", text()), bound()]],
        Holds::Time => ["edtf", "unresolved", "duration", "set"]
            .map(|key| vec![(key, text())])
            .to_vec(),
        Holds::Entity => ["entity", "latin"].map(|key| vec![(key, text())]).to_vec(),
        Holds::Fact(_) => vec![fact()],
        Holds::Party(_) => vec![
            fact(),
            vec![("entity", text())],
            vec![("latin", text())],
            vec![("symbol", json!({ "const": khabar_core::UNRESOLVED }))],
            vec![],
        ],
        Holds::Symbol(set) => vec![vec![("symbol", json!({ "enum": set }))]],
    }
}

/// One of some shapes; a filler may also have the words that say it.
fn one_of(shapes: Vec<Vec<(&'static str, Value)>>, filler: bool) -> Value {
    let options: Vec<Value> = shapes
        .into_iter()
        .map(|shape| {
            let required: Vec<&str> = shape.first().map(|(key, _)| *key).into_iter().collect();
            let mut properties: Map<String, Value> = shape
                .into_iter()
                .map(|(key, schema)| (key.to_owned(), schema))
                .collect();
            if filler {
                properties.insert("text".into(), json!({ "type": "string", "minLength": 1 }));
                properties.insert("span".into(), json!({ "$ref": "#/$defs/span" }));
            }
            json!({
                "type": "object",
                "properties": properties,
                "required": required,
                "additionalProperties": false,
            })
        })
        .collect();
    json!({ "oneOf": options })
}

fn document(registry: &Registry) -> Value {
    let languages: Vec<&str> = registry.languages().map(|l| l.code).collect();
    let text_or_null = json!({ "type": ["string", "null"] });
    let share = json!({ "type": ["number", "null"], "minimum": 0, "maximum": 1 });
    let count = json!({ "type": "integer", "minimum": 0 });
    json!({
        "type": "object",
        "properties": {
            "schema": { "const": SCHEMA },
            "doc": { "type": "string" },
            "source": { "description": "The file, or - for standard input.", "type": "string" },
            "text": { "description": "The file with the extracted text, where spans count in that.", "type": "string" },
            "language": {
                "description": "Null where the document was refused or failed.",
                "type": ["object", "null"],
                "properties": {
                    "code": { "enum": languages },
                    "variety": { "enum": languages },
                    "name": { "type": "string" },
                    "score": share,
                    "variety_score": share,
                    "from": { "enum": ["record", "page", "text"] }
                },
                "required": ["code", "variety", "name", "score", "variety_score", "from"],
                "additionalProperties": false
            },
            "published": {
                "type": ["object", "null"],
                "properties": {
                    "date": { "type": "string", "format": "date" },
                    "from": { "enum": ["record", "page", "head line"] }
                },
                "required": ["date", "from"],
                "additionalProperties": false
            },
            "outlet": text_or_null,
            "title": text_or_null,
            "url": text_or_null,
            "sketch": {
                "description": "The least hashes over every four words in a row: reprints share most of them.",
                "type": "string",
                "pattern": "^([0-9a-f]{8})+$"
            },
            "counts": {
                "type": "object",
                "properties": {
                    "bytes": count,
                    "chars": count,
                    "words": count,
                    "sentences": count,
                    "facts": { "type": "object", "additionalProperties": count }
                },
                "required": ["bytes", "chars", "words", "sentences", "facts"],
                "additionalProperties": false
            },
            "diagnostics": {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "severity": { "enum": ["note", "refused", "error"] },
                        "code": { "type": "string" },
                        "message": { "type": "string" },
                        "span": { "$ref": "#/$defs/span" }
                    },
                    "required": ["severity", "code", "message"],
                    "additionalProperties": false
                }
            }
        },
        "required": ["schema", "doc", "source", "language", "published", "outlet", "title", "url", "counts", "diagnostics"],
        "additionalProperties": false
    })
}
