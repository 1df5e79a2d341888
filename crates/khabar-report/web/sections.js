// Undertakings, projects and other matters, conflicts, sources.

function useRows(kind) {
  return [useData(() => rows(kind), [kind]), useData(index, [])];
}

/** What fills the first of these roles that is filled. */
function RoleOf({ roles, keys }) {
  const fillers = keys.flatMap((key) => roles[key] ?? []);
  return fillers.map((of) => html`<${Filler} of=${of} /> `);
}

function Undertakings() {
  const [list, all] = useRows("undertakings");
  if (!list || !all) return html`<${Waiting} />`;
  return html`<h2>${say("undertakings")}</h2>
    ${list.length === 0 ? html`<${Empty} why="no_undertakings" />` : html`<div class="wide" tabindex="0" role="region" aria-label=${say("undertakings")}><table class="undertakings">
      <thead><tr>${["deadline", "who", "what", "for_whom", "told"].map((of) => html`<th scope="col">${say(of)}</th>`)}</tr></thead>
      <${Long} tag="tbody" items=${list}>${(of) => html`<tr>
        <td class="deadline">${of.deadline ? html`<${RoleOf} roles=${of.roles} keys=${["deadline"]} />` : html`<span class="small">${say("no_deadline")}</span>`}</td>
        <td><${RoleOf} roles=${of.roles} keys=${["actor", "party", "speaker", "project"]} /></td>
        <td><${Kind} kind=${of.kind} /> <${Modality} of=${of.modality} negated=${of.negated} />
          <${RoleOf} roles=${of.roles} keys=${["content", "measure", "value", "subject", "instrument", "stage"]} /></td>
        <td><${RoleOf} roles=${of.roles} keys=${["beneficiary"]} /></td>
        <td><${Quote} evidence=${of.evidence} index=${all} /></td></tr>`}</${Long}></table></div>`}`;
}

function Steps({ steps, all }) {
  return html`<ol class="steps">${steps.map((step) => html`<li>
    <details><summary><b>${step.holder !== undefined ? names.get(step.holder)?.[1] : called("symbol", step.state)}</b>
      ${" "}<${Modality} of=${step.modality} />
      ${step.date ? html` <time title=${called("dated_by", step.date_from)}>${step.date}${step.date_from === "document" ? "*" : ""}</time>` : html` <span class="small">${say("undated")}</span>`}
      ${Object.entries(step.amounts ?? {}).map(([role, amount]) => html` <span class="small">${called("role", role)}: ${value(amount)}</span>`)}</summary>
      <${Quote} evidence=${step.evidence} index=${all} /></details></li>`)}</ol>`;
}

function Projects() {
  const [list, all] = useRows("projects");
  const others = useData(() => rows("lifecycles"), []);
  if (!list || !all || !others) return html`<${Waiting} />`;
  const matters = ["agreement", "office", "plan"];
  return html`<h2>${say("projects")}</h2>
    ${list.length === 0 ? html`<${Empty} why="no_projects" />` : html`<${Long} items=${list} class="matters">${(of) => html`<li>
      <h3><${Entity} at=${of.entity} /> <span class="small">${count("document", of.documents)}</span></h3>
      ${of.steps.length === 0 ? html`<p class="small">${say("no_stage")}</p>` : html`<${Steps} steps=${of.steps} all=${all} />`}</li>`}</${Long}>`}
    ${matters.map((kind) => {
      const own = others.filter((of) => of.kind === kind);
      return html`<h2>${say("lifecycle_" + kind)}</h2>${own.length === 0 ? html`<${Empty} why=${"no_lifecycle_" + kind} />`
        : html`<${Long} items=${own} class="matters">${(of) => html`<li><h3><${AboutOf} of=${of.about} all=${all} /></h3><${Steps} steps=${of.steps} all=${all} /></li>`}</${Long}>`}`;
    })}`;
}

/** What a conflict or a life cycle is about. */
function AboutOf({ of, all, plain: bare }) {
  const to = (href, words) => (bare ? words : html`<a href=${href}>${words}</a>`);
  if (of.entity !== undefined) return html`<${Entity} at=${of.entity} plain=${bare} />`;
  if (of.cluster !== undefined) return to(link("sources", of.cluster), say("told_event"));
  if (of.document !== undefined) return to(link("document", of.document), titleOf(all.documents[of.document]));
  const [id, country] = of.words.split(" ");
  return html`<span>${plain(id)}${country ? ", " + country : ""}</span>`;
}

function Conflicts() {
  const [list, all] = useRows("conflicts");
  if (!list || !all) return html`<${Waiting} />`;
  return html`<h2>${count("conflict", list.length)}</h2>
    ${list.length === 0 ? html`<${Empty} why="no_conflicts" />` : html`<${Long} items=${list} class="conflicts">${(of) => html`<li>
      <details data-conflict=${of.id}><summary><span class=${"chip status-" + of.status}>${called("status", of.status)}</span>
        ${" "}<b>${called("conflict", of.type)}</b> <${AboutOf} of=${of.about} all=${all} plain />
        ${" "}<span class="small">${of.claims.map((claim) => claimed(claim)).join(" ≠ ")}</span></summary>
        <p><${AboutOf} of=${of.about} all=${all} /></p>
        <div class="claims">${of.claims.map((claim) => html`<section><h4>${claim.entity !== undefined ? html`<${Entity} at=${claim.entity} />` : html`<bdi>${claimed(claim)}</bdi>`}</h4>
          <${Long} items=${claim.evidence} step=${6} class="evidence">${(evidence) => html`<li><${Quote} evidence=${evidence} index=${all} /></li>`}</${Long}><${More} of=${claim.more} file="conflicts.jsonl" /></section>`)}</div>
        ${of.evidence.length > 0 && html`<h4>${say("evidence")}</h4><${Long} items=${of.evidence} step=${6} class="evidence">${(evidence) => html`<li><${Quote} evidence=${evidence} index=${all} /></li>`}</${Long}>`}
        ${of.reasons.length > 0 && html`<h4>${say("why")}</h4><ul>${of.reasons.map((reason) => html`<li><bdi>${reason}</bdi></li>`)}</ul>`}
      </details></li>`}</${Long}>`}`;
}

const claimed = (claim) => (claim.entity !== undefined ? names.get(claim.entity)?.[1] : head.words.symbol?.[claim.value] ?? value(claim.value));

function Sources({ argument }) {
  const [list, all] = useRows("sources");
  const clusters = useData(() => rows("clusters"), []);
  const chosen = argument === undefined ? undefined : placeOf(argument);
  const target = useRef();
  useLayoutEffect(() => target.current?.scrollIntoView({ block: "start" }), [clusters, list, all, chosen]);
  if (!list || !all || !clusters) return html`<${Waiting} />`;
  return html`<h2>${say("sources")}</h2>
    ${list.length === 0 ? html`<${Empty} why="no_documents" />` : html`<div class="wide" tabindex="0" role="region" aria-label=${say("sources")}><table>
      <thead><tr>${["source", "documents", "languages", "corroborated", "alone"].map((of) => html`<th scope="col">${say(of)}</th>`)}</tr></thead>
      <${Long} tag="tbody" items=${list} step=${30}>${(of) => html`<tr><th scope="row">${of.entity !== undefined ? html`<${Entity} at=${of.entity} />` : of.name ? html`<bdi>${of.name}</bdi>` : say("no_source")}</th>
        <td>${number(of.documents)}</td><td>${of.languages.map((at) => head.facets.languages[at][2]).join(", ")}</td><td>${number(of.shared)}</td><td>${number(of.alone)}</td></tr>`}</${Long}></table></div>`}
    <h2>${say("told_events")}</h2>
    ${clusters.length === 0 ? html`<${Empty} why="no_clusters" />` : html`<${Long} items=${clusters.map((of, at) => [of, at])} step=${Math.max(50, (chosen ?? 0) + 1)} class="clusters">
      ${([of, at]) => html`<li ref=${at === chosen ? target : undefined}><${ClusterLine} of=${of} all=${all} open=${at === chosen} clusters=${clusters} /></li>`}</${Long}>`}`;
}

function ClusterLine({ of, all, open, clusters }) {
  return html`<details open=${open}><summary><time>${of.time ?? "—"}</time> <${Kind} kind=${of.kind} /> <${Modality} of=${of.modality} negated=${of.negated} />
      ${" "}${actors(of)} <span class="chip">${count("independent", of.independent)}</span>
      <span class="small">${count("telling", of.tellings.length + (of.more ?? 0))}, ${count("document", of.documents)}</span></summary>
    <dl>${Object.entries(of.roles).map(([role, fillers]) => html`<div><dt>${called("role", role)}</dt><dd>${fillers.map((filler) => html`<${Filler} of=${filler} /> `)}</dd></div>`)}
      ${of.place !== null && html`<div><dt>${called("role", "place")}</dt><dd><${Entity} at=${of.place} /></dd></div>`}</dl>
    ${of.resolutions?.map((resolution) => html`<p class="small">${say("resolved", resolution.said, resolution.edtf, plain(resolution.reason))}</p>`)}
    ${of.parts && html`<p>${say("parts")} ${of.parts.map((part) => html`<a href=${link("sources", part)}>${called("kind", clusters[part].kind)} ${clusters[part].time ?? ""}</a> `)}</p>`}
    <h4>${say("who_tells")}</h4>
    <ul>${of.sources.map((source) => html`<li>${source.names.length === 0 ? say("no_source") : source.names.map((name) => html`<${Filler} of=${name} /> `)}
      ${source.reprint && html` <span class="chip">${say("reprint")}</span>`}
      <span class="small">${source.documents.map((document) => html`<a href=${link("document", document)}>${titleOf(all.documents[document])}</a> `)}</span></li>`)}</ul>
    <ul class="evidence">${of.tellings.map((telling) => html`<li><${Modality} of=${telling.modality} negated=${telling.negated} /> ${telling.time && html`<time>${telling.time}</time>`}
      <${Quote} evidence=${telling.evidence} index=${all} /></li>`)}</ul><${More} of=${of.more} file="clusters.jsonl" /></details>`;
}

/** How many are not shown here, and where they stand. */
const More = ({ of, file }) => (of ? html`<p class="small">${say("more_in", number(of), file)}</p>` : null);

function actors(of) {
  const who = Object.values(of.roles).flat().map((filler) => (filler.entity === undefined ? undefined : names.get(filler.entity)?.[1]));
  return [...new Set(who.filter(Boolean))].slice(0, 5).join(" · ");
}
