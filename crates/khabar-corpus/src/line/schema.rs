//! The JSON Schema of what this crate writes.

use serde_json::{Value, json};

use crate::SCHEMA;

/// Adds the lines of `entities.jsonl`, `clusters.jsonl`, `conflicts.jsonl` and `lifecycles.jsonl` to the
/// schema of facts and documents: `#/$defs/entity`, `cluster`, `conflict` and `lifecycle`.
pub fn schema(mut facts: Value) -> Value {
    for (name, definition) in definitions() {
        facts["$defs"][name] = definition;
        if let Some(all) = facts["oneOf"].as_array_mut()
            && LINES.contains(&name)
        {
            all.push(json!({ "$ref": format!("#/$defs/{name}") }));
        }
    }
    facts["description"] = json!(format!("A line of any of the files, version {SCHEMA}."));
    facts
}

const LINES: &[&str] = &["entity", "cluster", "conflict", "lifecycle"];

fn definitions() -> [(&'static str, Value); 6] {
    let text = || json!({ "type": "string", "minLength": 1 });
    let count = || json!({ "type": "integer", "minimum": 1 });
    let fact = || json!({ "type": "string", "pattern": "^[0-9a-f]{16}$" });
    let list = |items: Value| json!({ "type": "array", "items": items });
    let some = |items: Value| json!({ "type": "array", "items": items, "minItems": 1 });
    let facts = || json!({ "type": "array", "items": fact() });
    let evidence = || json!({ "$ref": "#/$defs/evidence" });
    let score = || json!({ "type": "number", "minimum": 0, "maximum": 1 });
    let date = || json!({ "type": "string", "format": "date" });
    let kinds = json!([
        "person",
        "organization",
        "place",
        "project",
        "treaty",
        "occasion"
    ]);
    let polarity = || json!({ "enum": ["affirmed", "negated"] });
    [
        (
            "evidence",
            object(json!({ "doc": text(), "fact": fact() }), &["doc", "fact"]),
        ),
        (
            "reason",
            object(
                json!({
                    "reason": text(),
                    "weight": { "description": "Natural logarithm of odds.", "type": "number" },
                    "detail": { "description": "What agrees.", "type": "string" }
                }),
                &["reason", "weight"],
            ),
        ),
        (
            "entity",
            line(
                json!({
                    "id": text(),
                    "kind": { "enum": kinds },
                    "label": text(),
                    "known": { "description": "Whether the gazetteer has it.", "type": "boolean" },
                    "documents": count(),
                    "forms": some(object(
                        json!({ "text": text(), "languages": some(text()), "count": count() }),
                        &["text", "languages", "count"],
                    )),
                    "mentions": some(object(
                        json!({
                            "doc": text(),
                            "named": { "description": "Facts that name it.", "type": "array", "items": fact() },
                            "by_office": facts(),
                            "by_reference": facts()
                        }),
                        &["doc", "named"],
                    )),
                    "merges": list(object(
                        json!({
                            "doc": text(),
                            "fact": fact(),
                            "score": score(),
                            "reasons": some(json!({ "$ref": "#/$defs/reason" }))
                        }),
                        &["doc", "fact", "score", "reasons"],
                    ))
                }),
                &[
                    "id",
                    "kind",
                    "label",
                    "known",
                    "documents",
                    "forms",
                    "mentions",
                    "merges",
                ],
            ),
        ),
        (
            "cluster",
            line(
                json!({
                    "id": text(),
                    "kind": text(),
                    "polarity": polarity(),
                    "modality": text(),
                    "time": { "description": "EDTF.", "type": "string" },
                    "place": text(),
                    "support": {
                        "description": "The weakest link of its tellings; none of a single telling that is a part or has parts.",
                        "type": "number"
                    },
                    "roles": {
                        "type": "object",
                        "additionalProperties": some(object(
                            json!({
                                "entity": text(),
                                "office": text(),
                                "symbol": text(),
                                "value": text(),
                                "time": text(),
                                "text": text(),
                                "tellings": some(fact())
                            }),
                            &["tellings"],
                        ))
                    },
                    "tellings": some(object(
                        json!({
                            "doc": text(),
                            "fact": fact(),
                            "kind": text(),
                            "text": text(),
                            "modality": text(),
                            "polarity": polarity(),
                            "time": text(),
                            "published": date(),
                            "source": list(text())
                        }),
                        &["doc", "fact", "kind", "text", "modality", "polarity"],
                    )),
                    "documents": count(),
                    "sources": some(object(
                        json!({
                            "names": list(text()),
                            "documents": some(text()),
                            "reprint": { "type": "boolean" }
                        }),
                        &["names", "documents", "reprint"],
                    )),
                    "resolutions": some(object(
                        json!({
                            "doc": text(),
                            "fact": fact(),
                            "text": text(),
                            "said": text(),
                            "edtf": text(),
                            "reason": { "enum": ["same-event", "counts-from-resolved-day"] },
                            "evidence": list(evidence())
                        }),
                        &["doc", "fact", "text", "said", "edtf", "reason", "evidence"],
                    )),
                    "parts": some(text())
                }),
                &[
                    "id",
                    "kind",
                    "polarity",
                    "modality",
                    "roles",
                    "tellings",
                    "documents",
                    "sources",
                ],
            ),
        ),
        (
            "conflict",
            line(
                json!({
                    "id": text(),
                    "type": { "enum": ["number", "date", "polarity", "role", "office", "place", "identity"] },
                    "status": { "enum": ["open", "superseded", "artefact", "resolved"] },
                    "about": { "description": "A cluster, a document or an office.", "type": "string", "minLength": 1 },
                    "claims": {
                        "type": "array",
                        "minItems": 2,
                        "items": object(
                            json!({ "value": { "type": "string" }, "facts": list(evidence()) }),
                            &["value", "facts"],
                        )
                    },
                    "evidence": list(evidence()),
                    "reasons": list(text())
                }),
                &[
                    "id", "type", "status", "about", "claims", "evidence", "reasons",
                ],
            ),
        ),
        (
            "lifecycle",
            line(
                json!({
                    "id": text(),
                    "kind": { "enum": ["project", "agreement", "office", "plan"] },
                    "about": text(),
                    "steps": {
                        "type": "array",
                        "minItems": 2,
                        "items": object(
                            json!({
                                "doc": text(),
                                "fact": fact(),
                                "state": text(),
                                "modality": text(),
                                "date": date(),
                                "date_from": { "enum": ["told", "document", "corpus", "gazetteer"] },
                                "amounts": { "type": "object", "additionalProperties": text() }
                            }),
                            &["doc", "fact", "state", "modality"],
                        )
                    }
                }),
                &["id", "kind", "about", "steps"],
            ),
        ),
    ]
}

fn object(properties: Value, required: &[&str]) -> Value {
    json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false
    })
}

fn line(mut properties: Value, required: &[&str]) -> Value {
    properties["schema"] = json!({ "const": SCHEMA });
    let mut all = vec!["schema"];
    all.extend(required);
    object(properties, &all)
}
