// Facts in a text: stretches of it, each with the facts that cover it.
//
// Stretches lie flat beside each other, so that facts may overlap in any way. Their elements change neither
// font nor width nor direction: a browser then shapes letters and orders words as if they were not there.

/** Paragraphs of stretches: `{ from, to, facts }`, shortest fact first. */
function paragraphs(text, facts) {
  const ends = new Set([0, text.length]);
  for (const fact of facts) ends.add(fact.at[0]).add(fact.at[1]);
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) ends.add(at + 1);
  const cuts = [...ends].sort((a, b) => a - b);
  const length = (fact) => fact.at[1] - fact.at[0];
  const starting = [...facts].sort((a, b) => a.at[0] - b.at[0]);
  const paragraphs = [[]];
  let open = [];
  let next = 0;
  for (let nth = 0; nth + 1 < cuts.length; nth += 1) {
    const [from, to] = [cuts[nth], cuts[nth + 1]];
    open = open.filter((fact) => fact.at[1] > from);
    while (next < starting.length && starting[next].at[0] <= from) open.push(starting[next++]);
    const covering = open.filter((fact) => fact.at[1] >= to).sort((a, b) => length(a) - length(b));
    paragraphs.at(-1).push({ from, to, facts: covering });
    if (text[to - 1] === "\n" && to < text.length) paragraphs.push([]);
  }
  return paragraphs;
}

/** Letters of Arabic script: a line without any runs from left to right. */
const ARABIC = /[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\uFB50-\uFDFF\uFE70-\uFEFF]/;
const directionOf = (text) => (ARABIC.test(text) ? "rtl" : "ltr");

/** What turns the order of letters round: it stays in the text and is shown by its name, and has no effect. */
const OVERRIDES = /[\u202D\u202E]/;
const OVERRIDE_NAMES = { "\u202D": "LRO", "\u202E": "RLO" };

/** Text with overrides made harmless. */
function harmless(text) {
  if (!OVERRIDES.test(text)) return text;
  return text.split(/([\u202D\u202E])/).map((piece) =>
    OVERRIDE_NAMES[piece]
      ? html`<span class="control" data-name=${OVERRIDE_NAMES[piece]}><span class="hidden">${piece}</span></span>`
      : piece,
  );
}
