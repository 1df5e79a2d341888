// Small pieces that every view shows.

/** Words of a document, in their own direction. */
const Words = ({ text, lang }) => html`<bdi class="words" dir=${directionOf(text)} lang=${lang}>${harmless(text)}</bdi>`;

/** An entity by its Latin name. */
function Entity({ at, plain: bare }) {
  const [id, label, kind] = names.get(at) ?? ["", "#" + at, ""];
  if (bare) return html`<span>${label}</span>`;
  return html`<a class=${"entity g-" + group(kind)} href=${link("entity", at)} title=${id}>${label}</a>`;
}

const Kind = ({ kind }) => html`<span class=${"chip g-" + group(kind)}>${called("kind", kind)}</span>`;

function Modality({ of, negated }) {
  const words = [negated && called("polarity", "negated"), of && of !== "asserted" && called("modality", of)].filter(Boolean);
  return words.length > 0 && html`<span class="modality">${words.join(", ")}</span>`;
}

/** Words with those around them; a way to the fact in its document. */
function Quote({ evidence, index: all }) {
  if (!evidence) return null;
  const { document, fact, quote } = evidence;
  const header = all?.documents[document];
  return html`<figure class="quote">
    <blockquote dir="rtl" lang=${languageOf(header)}>
      ${harmless(quote[0])}<mark class="here">${harmless(quote[1])}</mark>${harmless(quote[2])}
    </blockquote>
    <figcaption><a href=${link("document", document, { fact })}>${header ? titleOf(header) : say("open")}</a>
      ${header?.date && html` · <time>${header.date}</time>`} ${header && html`· ${languageName(header)}`}</figcaption>
  </figure>`;
}

const titleOf = (header) => html`<${Words} text=${header.title || header.opening || header.id} lang=${languageOf(header)} />`;
const languageName = (header) => head.facets.languages[header.language]?.[2] ?? say("no_language");
/** As HTML names languages: Dari is Persian of Afghanistan. */
const TAGS = { prs: "fa-AF" };
function languageOf(header) {
  const code = head.facets.languages[header?.language]?.[0];
  return TAGS[code] ?? code;
}

/** What fills a role, of a document's own facts or away from them. */
function Filler({ of, document }) {
  const words = of.words ?? (of.at && document?.text ? document.text.slice(...of.at) : undefined);
  const known = of.entity !== undefined;
  return html`<span class="filler">
    ${known && html`<${Entity} at=${of.entity} />`}
    ${!known && of.symbol && html`<b>${called("symbol", of.symbol)}</b>`}
    ${!known && of.value && html`<b>${value(of.value)}</b>`}
    ${words && html` <${Words} text=${words} />`}
  </span>`;
}

/** A list that grows when asked to. */
function Long({ items, step = 50, children, tag = "ul", class: name }) {
  const [grown, set] = useState(step);
  const shown = Math.max(grown, step);
  useEffect(() => set(step), [items]);
  const more = items.length > shown && html`<button class="more" onClick=${() => set(shown + step)}>
    ${say("more", number(Math.min(step, items.length - shown)), number(items.length - shown))}</button>`;
  return html`<${tag} class=${name}>${items.slice(0, shown).map(children)}
    ${more && tag === "tbody" && html`<tr><td colspan="9">${more}</td></tr>`}</${tag}>${tag !== "tbody" && more}`;
}

const Empty = ({ why }) => html`<p class="empty">${say(why)}</p>`;
const Waiting = () => html`<p class="waiting" role="status">${say("waiting")}</p>`;
