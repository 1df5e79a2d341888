// The whole: navigation, the first view, light and dark.

const VIEWS = {
  overview: Overview, documents: Documents, facts: Facts, entities: Entities, timeline: Timeline, meetings: Meetings,
  undertakings: Undertakings, projects: Projects, conflicts: Conflicts, sources: Sources,
};
/** Of views of one thing, the list that it is of. */
const LIST_OF = { document: "documents", entity: "entities" };

class App extends preact.Component {
  componentDidCatch(error) {
    this.setState({ error });
  }
  componentDidUpdate(before) {
    if (before.hash !== this.props.hash && this.state.error) this.setState({ error: undefined });
  }
  render({ route }, { error }) {
    if (error) return html`<p class="note error" role="alert">${error.message}</p>`;
    const views = { ...VIEWS, document: DocumentView, entity: EntityView };
    const View = Object.hasOwn(views, route.view) ? views[route.view] : undefined;
    return View ? html`<${View} key=${route.view} argument=${route.argument} query=${route.query} />` : html`<p class="empty">${say("no_view", route.view)}</p>`;
  }
}

const THEMES = ["auto", "light", "dark"];

function Frame() {
  const route = useRoute();
  const [theme, set] = useState(THEMES[0]);
  const main = useRef();
  const at = `${route.view}/${route.argument}`;
  const here = LIST_OF[route.view] ?? route.view;
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  useEffect(() => {
    document.title = `${say(here)} · khabar`;
    // The events of sources are gone to one by one.
    if (route.view !== "sources") scrollTo(0, 0);
  }, [at]);
  const keys = Object.fromEntries(Object.keys(VIEWS).map((view, nth) => [String((nth + 1) % 10), () => (location.hash = link(view))]));
  keys["/"] = () => main.current.querySelector("input, select")?.focus();
  return html`<${Keys} keys=${keys} />
    <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); main.current.focus(); }}>${say("skip")}</a>
    <header class="top"><a class="brand" href="#/"><b>khabar</b> <span lang="ar" dir="rtl">خبر</span></a>
      <nav aria-label=${say("views")}>${Object.keys(VIEWS).map((view) => html`<a href=${link(view)} aria-current=${view === here ? "page" : undefined}>${say(view)}</a>`)}</nav>
      <button class="theme" onClick=${() => set(THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length])}>${say("theme_" + theme)}</button></header>
    <main id="main" ref=${main} tabindex="-1"><${App} route=${route} hash=${location.hash} /></main>`;
}

function Overview() {
  const { totals, facets } = head;
  const all = useData(index, []);
  const told = all?.documents.flatMap((document, at) => (document.diagnostics ?? []).map((of) => [at, ...of])) ?? [];
  const cards = [["documents", totals.documents], ["facts", totals.facts], ["entities", totals.entities], ["sources", totals.clusters, "told_events"], ["conflicts", totals.conflicts]];
  return html`<h2 class="hidden-title">${say("overview")}</h2>
    <ul class="totals">${cards.map(([view, many, words]) => html`<li><a href=${link(view)}><b>${number(many)}</b> ${say(words ?? view)}</a></li>`)}</ul>
    ${totals.documents === 0 && html`<${Empty} why="no_documents" />`}
    <div class="columns">
      <section><h3>${say("filter_language")}</h3><${Shares} list=${facets.languages.map(([id, many, name]) => [name, many, link("documents", undefined, { language: id })])} /></section>
      <section><h3>${say("filter_kind")}</h3><${Shares} list=${facets.kinds.map(([id, many]) => [called("kind", id), many, link("facts", undefined, { kind: id }), group(id)])} /></section>
      <section><h3>${say("filter_modality")}</h3><${Shares} list=${facets.modalities.map(([id, many]) => [called("modality", id), many, link("facts", undefined, { modality: id })])} /></section>
      <section><h3>${say("diagnostics")}</h3>${!all ? html`<${Waiting} />` : told.length === 0 ? html`<${Empty} why="no_diagnostics" />`
        : html`<${Long} items=${told} step=${20}>${([at, severity, code, message]) => html`<li><span class=${"chip " + severity}>${code}</span> <a href=${link("document", at)}>${titleOf(all.documents[at])}</a> <bdi class="small">${harmless(message)}</bdi></li>`}</${Long}>`}</section>
    </div>
    <section class="small keys"><h3>${say("keys")}</h3><p>${say("keys_help")}</p>
      <label><input type="checkbox" checked=${singleKeys.act} onChange=${(event) => (singleKeys.act = event.target.checked)} /> ${say("keys_act")}</label></section>`;
}

function Shares({ list }) {
  if (list.length === 0) return html`<${Empty} why="none" />`;
  const most = Math.max(...list.map(([, many]) => many));
  return html`<ul class="shares">${[...list].sort((a, b) => b[1] - a[1]).map(([name, many, href, of]) => html`<li><a href=${href}>${name}</a>
    <meter class=${of ? "g-" + of : ""} min="0" max=${most} value=${many} aria-label=${name}></meter> <span>${number(many)}</span></li>`)}</ul>`;
}

preact.render(html`<${Frame} />`, document.getElementById("app"));
