// Documents and facts of all documents that pass the filters.

function useMatching(filters) {
  const all = useData(index, []);
  const key = JSON.stringify(filters);
  const found = useMemo(() => all && matching(all, filters), [all, key]);
  return [all, found];
}

function Documents({ query }) {
  const filters = filtersOf(query);
  const [all, found] = useMatching(filters);
  // A language is that of documents, facts or not; all other filters ask for facts.
  const filtered = Object.keys(filters).some((key) => key !== "language");
  const list = useMemo(() => {
    if (!found) return [];
    const many = new Map();
    for (const fact of found.facts) many.set(all.document[fact], (many.get(all.document[fact]) ?? 0) + 1);
    if (filtered) return [...many];
    const language = filters.language && head.facets.languages.findIndex(([id]) => id === filters.language);
    const every = all.documents.map((document, at) => [at, document.facts]);
    return filters.language ? every.filter(([at]) => all.documents[at].language === language) : every;
  }, [found]);
  if (!found) return html`<${Waiting} />`;
  return html`<h2>${count("document", list.length)}</h2>
    <${Filters} filters=${filters} counts=${found.counts} change=${(filters) => replace(link("documents", undefined, filters))} />
    ${list.length === 0 ? html`<${Empty} why=${all.documents.length ? "no_document_passes" : "no_documents"} />`
      : html`<${Long} items=${list} class="documents">${([at, many]) => html`<${DocumentLine} at=${at} many=${many} all=${all} filters=${filters} />`}</${Long}>`}`;
}

function DocumentLine({ at, many, all, filters }) {
  const header = all.documents[at];
  return html`<li><a href=${link("document", at, filters)}>${titleOf(header)}</a>
    <span class="small">${languageName(header)} ${header.date && html`· <time>${header.date}</time>`}
      ${header.outlet && html` · <bdi>${harmless(header.outlet)}</bdi>`} · ${count("fact", many)}
      ${header.diagnostics?.map(([severity, code]) => html` <span class=${"chip " + severity}>${code}</span>`)}</span></li>`;
}

/** How many facts stand on a page. */
const PAGE = 50;

function Facts({ query }) {
  const filters = filtersOf(query);
  const [all, found] = useMatching(filters);
  const page = Number(query.page ?? 0);
  const wanted = found?.facts.slice(page * PAGE, (page + 1) * PAGE) ?? [];
  const shown = useData(async () => {
    const documents = [...new Set(wanted.map((fact) => all.document[fact]))];
    const loaded = await Promise.all(documents.map((at) => row("documents", at)));
    return { wanted, documents: new Map(documents.map((at, nth) => [at, loaded[nth]])) };
  }, [all, found, page]);
  if (!found) return html`<${Waiting} />`;
  const pages = Math.ceil(found.facts.length / PAGE);
  const turn = (page) => replace(link("facts", undefined, { ...filters, page: page || undefined }));
  return html`<h2>${count("fact", found.facts.length)}</h2>
    <${Filters} filters=${filters} counts=${found.counts} change=${(filters) => replace(link("facts", undefined, filters))} />
    ${found.facts.length === 0 && html`<${Empty} why=${all.kind.length ? "no_fact_passes" : "no_facts"} />`}
    ${shown && html`<ul class="facts">${shown.wanted.map((fact) => html`<${FactLine} key=${fact} fact=${fact} all=${all} documents=${shown.documents} filters=${filters} />`)}</ul>`}
    ${pages > 1 && html`<nav class="pages" aria-label=${say("pages")}>
      <button disabled=${page === 0} onClick=${() => turn(page - 1)}>${say("previous")}</button>
      <span>${say("page_of", number(page + 1), number(pages))}</span>
      <button disabled=${page + 1 >= pages} onClick=${() => turn(page + 1)}>${say("next")}</button></nav>`}`;
}

function FactLine({ fact, all, documents, filters }) {
  const [at, nth] = [all.document[fact], all.nth[fact]];
  const document = documents.get(at);
  const header = all.documents[at];
  // Facts behind the shown part of a very long text.
  if (!document?.facts[nth]) return html`<li><a href=${link("document", at)}>${titleOf(header)}</a> ${say("not_shown")}</li>`;
  return html`<li><a class="line" href=${link("document", at, { ...filters, fact: nth })}><${Summary} document=${document} header=${header} nth=${nth} /></a>
    <span class="small">${titleOf(header)} · ${languageName(header)}</span></li>`;
}
