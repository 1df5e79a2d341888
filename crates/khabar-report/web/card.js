// All that is known of one fact.

/** Roles that say how the fact was found, not what it says. */
const HOW = new Set(["time_from", "place_from", "anchored", "evidence", "cue", "via", "spelling", "status", "reason"]);

function Card({ document, header, nth, close }) {
  const fact = document.facts[nth];
  const words = fact.words ?? document.text.slice(...fact.at);
  const entries = [...Object.entries(fact.roles ?? {}), ...Object.entries(fact.attrs ?? {})];
  const says = entries.filter(([role]) => !HOW.has(role));
  const how = entries.filter(([role]) => HOW.has(role));
  return html`<article class=${"card g-" + group(fact.kind)} aria-label=${called("kind", fact.kind)}>
    <header><${Kind} kind=${fact.kind} /> <${Words} text=${words} lang=${languageOf(header)} />
      ${close && html`<button class="close" aria-label=${say("close")} onClick=${close}>×</button>`}</header>
    ${fact.value && html`<p class="value"><${Filler} of=${fact.value} />${own(fact)}</p>`}
    ${!fact.value && fact.entities && html`<p class="value">${own(fact)}</p>`}
    <dl>${says.map(([role, fillers]) => html`<div><dt>${called("role", role)}</dt>
      <dd>${fillers.map((filler) => html`<${Filler} of=${filler} document=${document} /> `)}</dd></div>`)}</dl>
    <section class="why"><h4>${say("why")}</h4>
      <p><code>${fact.by}</code> ${reason(fact.by)}</p>
      <dl>${how.map(([role, fillers]) => html`<div><dt>${called("role", role)}</dt>
        <dd>${fillers.map((filler) => html`<${Filler} of=${filler} document=${document} /> `)}</dd></div>`)}</dl>
      <p class="explain">${say("trace")} <code>khabar explain --doc ${harmless(askedBy(header))} --at ${fact.char}</code></p>
    </section>
  </article>`;
}

/** Entities that a fact names or means and that its own value does not show. */
function own(fact) {
  const others = (fact.entities ?? []).filter((at) => at !== fact.value?.entity);
  return others.map((at) => html` <${Entity} at=${at} />`);
}

/** What `khabar explain` calls a document: its file, or its id where a file holds several. */
function askedBy({ source, id }) {
  const name = /\.(jsonl|ndjson)(\.gz|\.zst)?$/i.test(source) || source === "-" ? id : source;
  return /^[\w./-]+$/.test(name) ? name : `'${name.replaceAll("'", "'\\''")}'`;
}
