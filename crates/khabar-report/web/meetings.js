// Who met whom: a matrix of those who meet most, and the pairs as a list.

/** Kinds of events in which people and bodies come together, and the roles of those who do. */
const MEETINGS = ["meeting", "call", "discussion", "visit", "agreement", "ceremony", "invitation"];
const TOGETHER = new Set(["participant", "party", "visitor", "host", "guest", "signatory", "inviter", "invitee", "destination"]);
const SIZES = [20, 50, 100, 200];

/** Pairs with their events, and everybody with how many they have. */
function meetingsOf(events, kinds) {
  const pairs = new Map();
  const degree = new Map();
  for (const event of events) {
    if (!kinds.has(event[KIND])) continue;
    const who = [...new Set(event[WHO].filter(([role]) => TOGETHER.has(role)).map(([, at]) => at))].sort((a, b) => a - b);
    for (const [nth, one] of who.entries()) {
      for (const other of who.slice(nth + 1)) {
        const key = `${one} ${other}`;
        if (!pairs.has(key)) pairs.set(key, { one, other, events: [] });
        pairs.get(key).events.push(event);
        for (const of of [one, other]) degree.set(of, (degree.get(of) ?? 0) + 1);
      }
    }
  }
  const list = [...pairs.values()].sort((a, b) => b.events.length - a.events.length || a.one - b.one || a.other - b.other);
  const people = [...degree].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([at]) => at);
  return { pairs, list, people };
}

/** Neighbours in the order met each other: begins with whoever met most, then always who met those before most. */
function together(people, pairs) {
  const between = (a, b) => pairs.get(a < b ? `${a} ${b}` : `${b} ${a}`)?.events.length ?? 0;
  const left = new Set(people);
  const pull = new Map(people.map((of) => [of, 0]));
  const order = [];
  while (left.size > 0) {
    let next;
    for (const of of left) if (next === undefined || pull.get(of) > pull.get(next)) next = of;
    left.delete(next);
    order.push(next);
    for (const of of left) pull.set(of, pull.get(of) * 0.7 + between(next, of));
  }
  return order;
}

function Meetings({ query }) {
  const events = useData(() => rows("events"), []);
  const all = useData(index, []);
  const size = Number(query.size ?? 50);
  const [chosen, choose] = useState();
  const met = useMemo(() => meetingsOf(once((events ?? []).filter((event) => !event[NEGATED])), new Set(query.kind ? [query.kind] : MEETINGS)), [events, query.kind]);
  const order = useMemo(() => together(met.people.slice(0, size), met.pairs), [met, size]);
  useEffect(() => choose(undefined), [met]);
  if (!events || !all) return html`<${Waiting} />`;
  const change = (key, value) => replace(link("meetings", undefined, { kind: query.kind, size: query.size, [key]: value }));
  return html`<h2>${say("meetings")}</h2>
    <form class="filters" onSubmit=${(event) => event.preventDefault()}>
      <label>${say("filter_kind")} <select name="kind" value=${query.kind ?? ""} onChange=${(event) => change("kind", event.target.value)}>
        <option value="">${say("any")}</option>${MEETINGS.map((of) => html`<option value=${of}>${called("kind", of)}</option>`)}</select></label>
      <label>${say("shown_at_most")} <select name="size" value=${size} onChange=${(event) => change("size", event.target.value)}>
        ${SIZES.map((of) => html`<option value=${of}>${of}</option>`)}</select></label>
    </form>
    ${met.list.length === 0 ? html`<${Empty} why="no_meetings" />` : html`
      <p class="small">${say("matrix_help", number(order.length), number(met.people.length))}</p>
      <${Matrix} order=${order} pairs=${met.pairs} chosen=${chosen} choose=${choose} />
      ${chosen && html`<section class="pair" aria-live="polite"><h3><${Entity} at=${chosen.one} /> · <${Entity} at=${chosen.other} /></h3>
        <${Long} items=${chosen.events} class="events">${(event) => html`<${EventLine} key=${event[AT].join()} event=${event} all=${all} />`}</${Long}></section>`}
      <h3>${say("pairs")}</h3>
      <${Long} items=${met.list} class="pairs">${(pair) => html`<li><button aria-pressed=${pair === chosen} onClick=${() => choose(pair)}>
        <b>${pair.events.length}×</b> <${Entity} at=${pair.one} plain /> · <${Entity} at=${pair.other} plain /></button></li>`}</${Long}>`}`;
}

function Matrix({ order, pairs, chosen, choose }) {
  const [over, hover] = useState();
  const step = 16;
  const [left, top] = [190, 150];
  const at = d3.scaleBand().domain(order).range([0, step * order.length]);
  const strength = d3.scaleSqrt().domain([0, d3.max(pairs.values(), (pair) => pair.events.length) ?? 1]).range([0.25, 1]);
  const inside = new Set(order);
  const cells = [...pairs.values()].filter((pair) => inside.has(pair.one) && inside.has(pair.other));
  const name = (of) => {
    const label = names.get(of)?.[1] ?? "";
    return label.length > 26 ? label.slice(0, 25) + "…" : label;
  };
  const lit = (of) => (over && (over.one === of || over.other === of) ? "lit" : "");
  const end = step * order.length;
  // Labels stay in view while the cells scroll below and beside them.
  return html`<div class="matrix" tabindex="0" role="region" aria-label=${say("meetings")}>
    <div class="corner"></div>
    <svg class="across" width=${end + 90} height=${top} aria-hidden="true">${order.map((of) => html`<text class=${lit(of)} transform=${`translate(${at(of) + 12},${top - 4}) rotate(-60)`}>${name(of)}</text>`)}</svg>
    <svg class="down" width=${left} height=${end} aria-hidden="true">${order.map((of) => html`<text class=${lit(of)} x=${left - 6} y=${at(of) + 12} text-anchor="end">${name(of)}</text>`)}</svg>
    <svg class="cells" width=${end} height=${end} onMouseLeave=${() => hover(undefined)} aria-hidden="true">
      <rect class="ground" width=${end} height=${end} />
      ${order.map((of) => html`<line x1="0" x2=${end} y1=${at(of)} y2=${at(of)} /><line y1="0" y2=${end} x1=${at(of)} x2=${at(of)} />`)}
      ${cells.flatMap((pair) => [[pair.one, pair.other], [pair.other, pair.one]].map(([x, y]) => html`<rect class=${pair === chosen ? "cell chosen" : "cell"}
        x=${at(x) + 1} y=${at(y) + 1} width=${step - 2} height=${step - 2} fill-opacity=${strength(pair.events.length)}
        onMouseOver=${() => hover(pair)} onClick=${() => choose(pair)}><title>${names.get(x)?.[1]} · ${names.get(y)?.[1]}: ${pair.events.length}</title></rect>`))}
    </svg></div>`;
}
