// Words of the interface, from words/en.toml, and how values are written.

const head = JSON.parse(document.getElementById("data-head").textContent);
const html = htm.bind(preact.h);
const { useEffect, useLayoutEffect, useMemo, useRef, useState } = preactHooks;

/** The words of a key, with {0}, {1}, … filled in. */
function say(key, ...values) {
  const words = head.words.ui?.[key] ?? key;
  return words.replace(/\{(\d)\}/g, (_, at) => values[at]);
}

/** What a kind, role, rule, modality or symbol is called; without words, its id in plain letters. */
function called(what, id) {
  return head.words[what]?.[id] ?? plain(id);
}

function plain(id) {
  return String(id).replace(/^.*\//, "").replace(/[-_]/g, " ");
}

/** Why a rule finds something: its own words, or those of all rules that end like it. */
function reason(rule) {
  const rules = head.words.rule ?? {};
  return rules[rule] ?? rules["*" + rule.slice(rule.lastIndexOf("."))] ?? "";
}

const number = new Intl.NumberFormat("en").format;

/** One or many: `count("document", 3)` is "3 documents". */
function count(of, many) {
  return say(many === 1 ? of + "_one" : of + "_many", number(many));
}

/** A canonical value for readers: digits in groups, `~ > <` in words, ids as words. */
function value(canonical) {
  if (/^[a-z-]+\/[\w-]+$/.test(canonical)) return plain(canonical);
  const found = /^([~<>]?)(-?\d{4,})(\.\d+)?( .*|)$/.exec(canonical);
  if (!found || (found[2].length === 4 && !found[4])) return bound(canonical);
  return bound(found[1] + number(BigInt(found[2])) + (found[3] ?? "") + unit(found[4]));
}

function bound(text) {
  const sign = { "~": "about", ">": "more_than", "<": "less_than" }[text[0]];
  return sign ? say(sign) + " " + text.slice(1) : text;
}

/** A counted noun stands in braces; a currency that the text does not name fully has a tilde. */
function unit(text) {
  return text.replace(/\{(.*)\}/, (_, noun) => plain(noun)).replace(/~$/, " " + say("inferred"));
}

/** Whose things a kind belongs to: decides its colour. */
const GROUPS = {
  person: "person", office: "office", tenure: "office", organization: "organization", place: "place",
  time: "time", duration: "time", number: "number", ordinal: "number", percent: "number", money: "number",
  quantity: "number", project: "project", treaty: "project", occasion: "project", identity: "link",
  conflict: "link", attribution: "source", dateline: "source",
};
const group = (kind) => GROUPS[kind] ?? "event";
