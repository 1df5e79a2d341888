// Entities: who and what is named, over all documents and languages.

const ENTITY_KINDS = ["person", "organization", "place", "project", "treaty", "occasion"];

function Entities({ query }) {
  const [typed, type] = useState(query.name ?? "");
  const found = useData(() => searchEntities(typed, 300, query.kind), [typed, query.kind]);
  const kind = (kind) => replace(link("entities", undefined, { name: typed, kind }));
  if (head.totals.entities === 0) return html`<h2>${say("entities")}</h2><${Empty} why="no_entities" />`;
  return html`<h2>${count("entity", head.totals.entities)}</h2>
    <form class="filters" role="search" onSubmit=${(event) => event.preventDefault()}>
      <label>${say("name")} <input type="search" name="name" value=${typed} placeholder=${say("type_a_name")} onInput=${(event) => type(event.target.value)} /></label>
      <label>${say("filter_kind")} <select name="kind" value=${query.kind ?? ""} onChange=${(event) => kind(event.target.value)}>
        <option value="">${say("any")}</option>
        ${ENTITY_KINDS.map((of) => html`<option value=${of}>${called("kind", of)}</option>`)}</select></label>
    </form>
    ${!found ? html`<${Waiting} />` : found.length === 0 ? html`<${Empty} why="no_entity_passes" />`
      : html`<${Long} items=${found} step=${100} class="entities">${({ at, row }) => html`<li>
        <a class=${"entity g-" + group(row.kind)} href=${link("entity", at)}>${row.label}</a>
        <span class="small">${called("kind", row.kind)} · ${count("document", row.documents.length)}</span>
        <span class="forms">${row.forms.slice(0, 5).map(([text, languages]) => html`<${Words} text=${text} lang=${tagOf(languages[0])} /> `)}</span></li>`}</${Long}>`}`;
}

const tagOf = (code) => TAGS[code] ?? code;
const nameOfLanguage = (code) => head.facets.languages.find(([of]) => of === code)?.[2] ?? (code || say("no_language"));

async function loadEntity(at) {
  const [entity, all] = await Promise.all([row("entities", at), index()]);
  if (!entity) throw new Error(say("no_entity"));
  names.set(at, [entity.id, entity.label, entity.kind]);
  return { at, entity, all };
}

function EntityView({ argument }) {
  const at = placeOf(argument);
  const loaded = useData(() => loadEntity(at), [at]);
  const events = useData(() => rows("events"), []);
  if (loaded?.at !== at) return html`<${Waiting} />`;
  const { entity, all } = loaded;
  const codes = entity.documents.map(([document]) => codeOf(all, document) ?? "");
  const languages = [...new Set([...entity.forms.flatMap(([, languages]) => languages), ...codes])].sort();
  const own = (events ?? []).filter((event) => event[8].some(([, of]) => of === at));
  return html`<article>
    <h2><span class=${"chip g-" + group(entity.kind)}>${called("kind", entity.kind)}</span> ${entity.label}</h2>
    <p><code>${entity.id}</code> · ${say(entity.known ? "known" : "unknown")} · ${count("document", entity.documents.length)}
      · <a href=${link("facts", undefined, { entity: at })}>${say("all_facts")}</a></p>
    <section><h3>${say("spellings")}</h3>
      <table class="spellings"><thead><tr><th scope="col">${say("filter_language")}</th><th scope="col">${say("written")}</th><th scope="col">${say("documents")}</th></tr></thead>
      <tbody>${languages.map((code) => html`<tr data-language=${code}><th scope="row">${nameOfLanguage(code)}</th>
        <td>${entity.forms.filter(([, of]) => of.includes(code)).map(([text, , many]) => html`<span class="form"><${Words} text=${text} lang=${tagOf(code)} /> <span class="small">×${many}</span></span> `)}</td>
        <td><${Long} items=${entity.documents.filter(([document]) => (codeOf(all, document) ?? "") === code)} step=${8}>
          ${([document, named, office, reference]) => html`<li><a href=${link("document", document, { entity: at })}>${titleOf(all.documents[document])}</a>
            <span class="small">${[[named, "named"], [office, "by_office"], [reference, "by_reference"]].filter(([many]) => many > 0).map(([many, how]) => say(how, many)).join(", ")}</span></li>`}
        </${Long}></td></tr>`)}</tbody></table></section>
    ${entity.merges && html`<section><h3>${say("why_one")}</h3><ul>${entity.merges.map((merge) => html`<li>
      ${merge.document !== null && html`<a href=${link("document", merge.document, { entity: at })}>${titleOf(all.documents[merge.document])}</a>`}
      ${" "}${say("score", merge.score)} <span class="small">${merge.reasons.map(([reason, weight, detail]) => html`<span class="form">${plain(reason)}${detail && html` (<bdi>${detail}</bdi>)`} ${weight > 0 ? "+" : ""}${weight}</span> `)}</span></li>`)}</ul></section>`}
    <section><h3>${say("events")}</h3>
      ${!events ? html`<${Waiting} />` : own.length === 0 ? html`<${Empty} why="no_events_of_entity" />`
        : html`<${Long} items=${own} class="events">${(event) => html`<${EventLine} key=${event[AT].join()} event=${event} all=${all} />`}</${Long}>`}</section>
  </article>`;
}

const codeOf = (all, document) => head.facets.languages[all.documents[document].language]?.[0];
