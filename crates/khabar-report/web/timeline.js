// Events by day.

/** The places of an event's fields; see section/event.rs. */
const [DAY, FROM, KIND, MODALITY, NEGATED, AT, PLACE, CLUSTER, WHO] = [0, 1, 2, 3, 4, 5, 6, 7, 8];

/** What a bar stands for, by how long the time is in all. */
const GRAINS = [
  { most: 120, cut: 10, days: 1 },
  { most: 120 * 30, cut: 7, days: 30 },
  { most: Infinity, cut: 4, days: 365 },
];

function Timeline({ query }) {
  const events = useData(() => rows("events"), []);
  const all = useData(index, []);
  const [chosen, choose] = useState();
  const shown = useMemo(() => once((events ?? []).filter((event) =>
    (!query.kind || event[KIND] === query.kind) && (!query.modality || event[MODALITY] === query.modality))), [events, query.kind, query.modality]);
  const bars = useMemo(() => barsOf(shown), [shown]);
  useEffect(() => choose(undefined), [shown]);
  if (!events || !all) return html`<${Waiting} />`;
  if (events.length === 0) return html`<h2>${say("timeline")}</h2><${Empty} why="no_events" />`;
  const list = chosen === undefined ? shown : shown.filter((event) => begin(event)?.slice(0, bars.grain.cut) === chosen);
  const change = (key, value) => replace(link("timeline", undefined, { kind: query.kind, modality: query.modality, [key]: value }));
  return html`<h2>${count("event", list.length)}</h2>
    <form class="filters" onSubmit=${(event) => event.preventDefault()}>
      ${[["kind", KIND], ["modality", MODALITY]].map(([key, field]) => html`<label>${say("filter_" + key)}
        <select name=${key} value=${query[key] ?? ""} onChange=${(event) => change(key, event.target.value)}><option value="">${say("any")}</option>
          ${[...new Set(events.map((event) => event[field]))].sort().map((of) => html`<option value=${of}>${called(key, of)}</option>`)}</select></label>`)}
      ${chosen !== undefined && html`<button type="button" onClick=${() => choose(undefined)}>${chosen} ×</button>`}
    </form>
    ${bars.list.length > 0 && html`<${Bars} ...${bars} chosen=${chosen} choose=${choose} />`}
    <p class="small">${say("star")}</p>
    <${Long} items=${list} class="events">${(event) => html`<${EventLine} key=${event[AT].join()} event=${event} all=${all} />`}</${Long}>`;
}

/** Of the tellings of one event, the one that says most. */
function once(events) {
  const best = new Map();
  const alone = [];
  for (const event of events) {
    if (event[CLUSTER] === null) alone.push(event);
    else if (!best.has(event[CLUSTER]) || best.get(event[CLUSTER])[WHO].length < event[WHO].length) best.set(event[CLUSTER], event);
  }
  return [...alone, ...best.values()].sort((a, b) => b[DAY].localeCompare(a[DAY]));
}

/** The day, month or year that a time begins with; none of a season or a week. */
const begin = (event) => /^\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?(?=$|\/|\.\.|T)/.exec(event[DAY])?.[0];

function barsOf(events) {
  const dated = events.filter(begin);
  const days = dated.map(begin).sort();
  const between = (low, high) => (new Date(high) - new Date(low)) / 86_400_000;
  // A few far days must not make all others one bar.
  const [low, high] = [days[Math.floor(days.length * 0.02)], days[Math.floor(days.length * 0.98)]];
  const grain = GRAINS.find(({ most }) => !(between(low, high) > most)) ?? GRAINS.at(-1);
  const many = new Map();
  for (const event of dated) {
    const of = begin(event).slice(0, grain.cut);
    if (of.length === grain.cut && of >= (low ?? "").slice(0, grain.cut) && of <= (high ?? "").slice(0, grain.cut)) many.set(of, (many.get(of) ?? 0) + 1);
  }
  return { grain, list: [...many].sort(), outside: dated.length - [...many.values()].reduce((a, b) => a + b, 0) };
}

function Bars({ list, grain, outside, chosen, choose }) {
  const box = useRef();
  const size = { width: 960, height: 150, left: 40, bottom: 24 };
  const x = d3.scaleUtc().domain([new Date(list[0][0]), new Date(+new Date(list.at(-1)[0]) + grain.days * 86_400_000)]).range([size.left, size.width - 8]);
  const y = d3.scaleLinear().domain([0, Math.max(...list.map(([, many]) => many))]).range([size.height - size.bottom, 6]).nice();
  useLayoutEffect(() => {
    d3.select(box.current).select(".x").call(d3.axisBottom(x).ticks(8).tickSizeOuter(0));
    d3.select(box.current).select(".y").call(d3.axisLeft(y).ticks(4).tickFormat(d3.format("d")));
  });
  const width = Math.max(2, x(new Date(+x.domain()[0] + grain.days * 86_400_000)) - x.range()[0] - 1);
  return html`<svg class="bars" ref=${box} viewBox=${`0 0 ${size.width} ${size.height}`} role="group" aria-label=${say("timeline")}>
    <g class="x" transform=${`translate(0,${size.height - size.bottom})`} aria-hidden="true"></g><g class="y" transform=${`translate(${size.left},0)`} aria-hidden="true"></g>
    ${list.map(([of, many]) => html`<rect key=${of} tabindex="0" role="button" aria-pressed=${of === chosen} aria-label=${`${of}: ${count("event", many)}`}
      x=${x(new Date(of))} y=${y(many)} width=${width} height=${y(0) - y(many)}
      onClick=${() => choose(of === chosen ? undefined : of)} onKeyDown=${(event) => ["Enter", " "].includes(event.key) && (event.preventDefault(), choose(of === chosen ? undefined : of))}><title>${of}: ${many}</title></rect>`)}
  </svg>${outside > 0 && html`<p class="small">${say("outside", number(outside))}</p>`}`;
}

function EventLine({ event, all }) {
  const [document, fact] = event[AT];
  const [open, set] = useState(false);
  return html`<li><details onToggle=${(event) => set(event.target.open)}>
    <summary><time title=${event[FROM] && called("dated_by", event[FROM])}>${event[DAY] || "—"}${event[FROM] === "document" ? "*" : ""}</time>
      ${" "}<${Kind} kind=${event[KIND]} /> <${Modality} of=${event[MODALITY]} negated=${event[NEGATED]} />
      ${" "}${who(event)} ${event[PLACE] !== null && html`<span class="small">${say("in")} ${names.get(event[PLACE])?.[1]}</span>`}
      ${event[CLUSTER] !== null && html` <span class="chip">${say("told_more")}</span>`}</summary>
    ${open && html`<${EventCard} document=${document} fact=${fact} all=${all} cluster=${event[CLUSTER]} />`}</details></li>`;
}

const who = (event) => [...new Set(event[WHO].map(([, at]) => names.get(at)?.[1]))].slice(0, 5).join(" · ");

function EventCard({ document: at, fact, all, cluster }) {
  const loaded = useData(async () => ({ at, document: await row("documents", at) }), [at]);
  const document = loaded?.at === at ? loaded.document : undefined;
  if (!document) return html`<${Waiting} />`;
  return html`${document.facts[fact] && html`<${Card} document=${document} header=${all.documents[at]} nth=${fact} />`}
    <p><a href=${link("document", at, { fact })}>${titleOf(all.documents[at])}</a>
      ${cluster !== null && html` · <a href=${link("sources", cluster)}>${say("all_tellings")}</a>`}</p>`;
}
