// One document: its text with the facts marked, the list of facts beside it.

async function loadDocument(at) {
  const [document, all] = await Promise.all([row("documents", at), index()]);
  if (!document) throw new Error(say("no_document"));
  return { document, header: all.documents[at], all, first: firstFact(all, at) };
}

/** Where a document's facts begin in the index. */
function firstFact(all, at) {
  let [low, high] = [0, all.document.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (all.document[middle] < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

function DocumentView({ argument, query }) {
  const at = placeOf(argument);
  const loaded = useData(() => loadDocument(at), [at]);
  const filters = filtersOf(query);
  const key = JSON.stringify(filters);
  const found = useMemo(() => {
    if (!loaded || loaded.header !== loaded.all.documents[at]) return undefined;
    const { facts, counts } = matching(only(loaded, at), filters);
    return { nths: facts.filter((of) => of < loaded.document.facts.length), counts };
  }, [loaded, key, at]);
  if (!found) return html`<${Waiting} />`;
  const { document, header } = loaded;
  const select = (nth) => replace(link("document", at, { ...filters, fact: nth }));
  const chosen = placeOf(query.fact) < 0 ? undefined : placeOf(query.fact);
  const step = (by) => {
    // Keys come faster than views are drawn; the address is always up to date.
    const place = found.nths.indexOf(placeOf(parse(location.hash).query.fact));
    const next = place < 0 ? (by > 0 ? 0 : found.nths.length - 1) : place + by;
    if (found.nths[next] !== undefined) select(found.nths[next]);
  };
  const keys = { j: () => step(1), k: () => step(-1), Escape: () => select(undefined) };
  return html`<${Keys} keys=${keys} />
    <article class="document">
      <${DocumentHead} document=${document} header=${header} at=${at} all=${loaded.all} />
      <${Filters} filters=${filters} counts=${found.counts} keys=${FILTERS.filter((key) => key !== "language")}
        change=${(filters) => replace(link("document", at, filters))} />
      <div class="sides">
        <${Text} document=${document} header=${header} nths=${found.nths} chosen=${chosen} select=${select} />
        <aside aria-label=${say("facts")}>
          <h3>${count("fact", found.nths.length)}</h3>
          <${FactList} document=${document} header=${header} nths=${found.nths} chosen=${chosen} select=${select} />
        </aside>
      </div>
    </article>`;
}

/** The part of the index that is of one document. */
function only({ all, first, header }, at) {
  const end = first + header.facts;
  const cut = (column) => column.slice(first, end);
  return {
    documents: { 0: all.documents[at] },
    document: new Uint32Array(header.facts),
    kind: cut(all.kind), rule: cut(all.rule), modality: cut(all.modality), entities: all.entities.slice(first, end),
  };
}

function DocumentHead({ document, header, at, all }) {
  const { note } = document;
  return html`<header class="about">
    <h2>${titleOf(header)}</h2>
    <p>${languageName(header)}
      ${header.date && html` · <time>${header.date}</time>${document.dated_by && ` (${called("dated_by", document.dated_by)})`}`}
      ${header.outlet && html` · <bdi>${harmless(header.outlet)}</bdi>`} · <code><bdi>${harmless(header.id)}</bdi></code>
      ${document.url && html` · <${Words} text=${document.url} />`}</p>
    ${header.diagnostics?.map(([severity, code, message]) => html`<p class=${"note " + severity}><b>${code}</b> <bdi>${harmless(message)}</bdi></p>`)}
    ${note === "changed" && html`<p class="note">${say("text_changed")}</p>`}
    ${note?.gone && html`<p class="note">${say("text_gone", note.gone)}</p>`}
    ${note?.cut && html`<p class="note">${say("text_cut", ...note.cut.map(number))}</p>`}
    <nav aria-label=${say("documents")}>
      ${at > 0 && html`<a href=${link("document", at - 1)}>← ${say("previous")}</a>`}
      ${at + 1 < all.documents.length && html` <a href=${link("document", at + 1)}>${say("next")} →</a>`}
    </nav>
  </header>`;
}

/** How long a pointer rests on a mark before its card opens, in milliseconds. */
const REST = 200;

/** The text; facts that pass the filters are marked in it. */
function Text({ document, header, nths, chosen, select }) {
  const box = useRef();
  const [hovered, hover] = useState();
  const resting = useRef();
  const marked = useMemo(() => {
    if (!document.text) return [];
    const facts = nths.map((nth) => ({ ...document.facts[nth], nth }));
    return paragraphs(document.text, facts);
  }, [document, nths]);
  useLayoutEffect(() => {
    if (chosen === undefined) return;
    box.current?.querySelector(`[data-facts~="${chosen}"]`)?.scrollIntoView({ block: "nearest" });
  }, [chosen, marked]);
  if (!document.text) {
    return html`<div class="text"><p class="empty">${say("no_text")}</p>
      ${document.facts[chosen] && html`<${Card} document=${document} header=${header} nth=${chosen} close=${() => select(undefined)} />`}</div>`;
  }
  const lang = languageOf(header);
  const shown = chosen ?? hovered;
  const over = (event) => {
    const mark = event.target.closest?.("mark");
    const nth = mark && Number(mark.dataset.facts.split(" ")[0]);
    clearTimeout(resting.current);
    resting.current = setTimeout(() => hover(nth), REST);
  };
  const leave = () => {
    clearTimeout(resting.current);
    hover(undefined);
  };
  const pick = (event) => {
    const mark = event.target.closest?.("mark");
    if (!mark) return select(undefined);
    const here = mark.dataset.facts.split(" ").map(Number);
    select(here[(here.indexOf(chosen) + 1) % here.length]);
  };
  return html`<div class="text" ref=${box} dir="rtl" lang=${lang} onMouseOver=${over} onMouseLeave=${leave} onClick=${pick}>
    ${marked.map((pieces) => html`<p dir=${directionOf(document.text.slice(pieces[0].from, pieces.at(-1).to))}>${pieces.map((piece) => html`<${Stretch} ...${piece} text=${document.text} chosen=${chosen} />`)}</p>`)}
    ${shown !== undefined && document.facts[shown] && html`<${Beside} box=${box} nth=${shown} stay=${() => clearTimeout(resting.current)}>
      <${Card} document=${document} header=${header} nth=${shown} close=${chosen !== undefined && (() => select(undefined))} />
      ${chosen !== undefined && html`<${Others} document=${document} nths=${nths} chosen=${chosen} select=${select} />`}
    </${Beside}>`}
  </div>`;
}

function Stretch({ from, to, facts, text, chosen }) {
  const words = harmless(text.slice(from, to));
  if (facts.length === 0) return words;
  const groups = [...new Set(facts.map((fact) => group(fact.kind)))];
  const name = ["m", "g-" + groups[0], groups[1] && "u-" + groups[1], groups[2] && "o-" + groups[2],
    facts.some((fact) => fact.nth === chosen) && "chosen"];
  return html`<mark class=${name.filter(Boolean).join(" ")} data-facts=${facts.map((fact) => fact.nth).join(" ")}>${words}</mark>`;
}

/** Puts a card below the first stretch of a fact; on a small screen the style sheet puts it at the bottom. */
function Beside({ box, nth, stay, children }) {
  const card = useRef();
  useLayoutEffect(() => {
    const mark = box.current.querySelector(`[data-facts~="${nth}"]`);
    if (!mark) return;
    const around = box.current.getBoundingClientRect();
    const at = mark.getClientRects()[0] ?? around;
    const width = card.current.offsetWidth;
    const left = Math.max(0, Math.min(at.right - around.left - width, around.width - width));
    card.current.style.left = `${left}px`;
    card.current.style.top = `${at.bottom - around.top + 6}px`;
  });
  return html`<div class="beside" dir="ltr" lang="en" ref=${card} role="status" onClick=${(event) => event.stopPropagation()}
    onMouseOver=${(event) => (event.stopPropagation(), stay())}>${children}</div>`;
}

/** Other facts that overlap the chosen one. */
function Others({ document, nths, chosen, select }) {
  const at = document.facts[chosen].at;
  const others = nths.filter((nth) => {
    const other = document.facts[nth].at;
    return nth !== chosen && other[0] < at[1] && at[0] < other[1];
  });
  if (others.length === 0) return null;
  return html`<p class="others">${say("also_here")} ${others.map((nth) => html`<button onClick=${() => select(nth)}>${called("kind", document.facts[nth].kind)}</button> `)}</p>`;
}

function FactList({ document, header, nths, chosen, select }) {
  const list = useRef();
  useLayoutEffect(() => {
    // Only the list is scrolled, never the page.
    const [box, line] = [list.current, list.current?.querySelector('[aria-current="true"]')];
    if (!line) return;
    const at = line.getBoundingClientRect().top - box.getBoundingClientRect().top;
    if (at < 0 || at + line.offsetHeight > box.clientHeight) box.scrollTop += at - box.clientHeight / 3;
  }, [chosen]);
  if (nths.length === 0) return html`<${Empty} why=${document.facts.length > 0 ? "no_fact_passes" : "no_facts"} />`;
  return html`<div ref=${list} class="facts"><${Long} items=${nths} step=${Math.max(400, nths.indexOf(chosen) + 1)}>
    ${(nth) => html`<li key=${nth}><button aria-current=${nth === chosen} onClick=${() => select(nth)}>
      <${Summary} document=${document} header=${header} nth=${nth} /></button></li>`}
  </${Long}></div>`;
}

/** A fact in a line. */
function Summary({ document, header, nth }) {
  const fact = document.facts[nth];
  const words = fact.words ?? document.text.slice(...fact.at);
  const main = fact.value ?? (fact.entities && { entity: fact.entities[0] });
  return html`<${Kind} kind=${fact.kind} />
    <${Modality} of=${fact.attrs?.modality?.[0].symbol} negated=${fact.attrs?.polarity?.[0].symbol === "negated"} />
    ${main ? html` <b>${short(main)}</b>` : html` <span class="roles">${gist(fact)}</span>`}
    ${" "}<${Words} text=${words} lang=${languageOf(header)} />`;
}

const short = (of) => (of.entity !== undefined ? names.get(of.entity)?.[1] : of.symbol ? called("symbol", of.symbol) : value(of.value ?? ""));

/** Who takes part in an event, in few words. */
function gist(fact) {
  const who = Object.values(fact.roles ?? {}).flat().map((of) => (of.entity === undefined ? of.symbol && called("symbol", of.symbol) : names.get(of.entity)?.[1]));
  return [...new Set(who.filter(Boolean))].slice(0, 4).join(" · ");
}

/** Whether single keys act; a reader whose own tools send keys can turn them off. */
const singleKeys = { act: true };

/** Keys that act while no field has the focus. */
function Keys({ keys }) {
  useEffect(() => {
    const pressed = (event) => {
      if (!singleKeys.act || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.("input, select, textarea")) return;
      const act = keys[event.key];
      if (act) {
        event.preventDefault();
        act();
      }
    };
    addEventListener("keydown", pressed);
    return () => removeEventListener("keydown", pressed);
  });
  return null;
}
