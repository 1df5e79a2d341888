// The filters: the same everywhere, kept in the address.

function Filters({ filters, counts, change, keys = FILTERS }) {
  const set = (key, value) => change({ ...filters, [key]: value || undefined });
  return html`<form class="filters" role="search" aria-label=${say("filters")} onSubmit=${(event) => event.preventDefault()}>
    ${keys.map((key) => key === "entity"
      ? html`<${EntityChoice} chosen=${filters.entity} choose=${(at) => set("entity", at)} />`
      : html`<label>${say("filter_" + key)}
          <select name=${key} value=${filters[key] ?? ""} onChange=${(event) => set(key, event.target.value)}>
            <option value="">${say("any")}</option>
            ${choices(key).map(({ id, name }, at) => [id, name, counts?.[key][at] ?? 0])
              .filter(([id, , many]) => many > 0 || id === filters[key])
              .sort((a, b) => (key === "rule" ? a[1].localeCompare(b[1]) : b[2] - a[2]))
              .map(([id, name, many]) => html`<option value=${id}>${name} (${number(many)})</option>`)}
          </select></label>`)}
    ${Object.keys(filters).length > 0 && html`<button type="button" onClick=${() => change({})}>${say("clear")}</button>`}
  </form>`;
}

/** An entity is chosen by typing any of its spellings. */
function EntityChoice({ chosen, choose }) {
  const [typed, type] = useState("");
  const [found, set] = useState([]);
  const label = useData(async () => (chosen === undefined ? undefined : (await row("entities", placeOf(chosen)))?.label), [chosen]);
  useEffect(() => {
    let wanted = true;
    if (typed) searchEntities(typed, 30).then((found) => wanted && set(found));
    else set([]);
    return () => (wanted = false);
  }, [typed]);
  const pick = (text) => {
    const of = found.find(({ row }) => choiceName(row) === text);
    type(of ? "" : text);
    if (of) choose(String(of.at));
  };
  return html`<label>${say("filter_entity")}
    ${chosen !== undefined
      ? html`<button type="button" class="chosen" onClick=${() => choose(undefined)} title=${say("clear")}>${label ?? "#" + chosen} ×</button>`
      : html`<input type="search" name="entity" list="entities" autocomplete="off" value=${typed} placeholder=${say("type_a_name")}
          onInput=${(event) => pick(event.target.value)} />
        <datalist id="entities">${found.map(({ row }) => html`<option value=${choiceName(row)} />`)}</datalist>`}
  </label>`;
}

const choiceName = (row) => `${row.label} (${called("kind", row.kind)}${row.known ? "" : ", " + row.id})`;

/** Letters without case, accents, or the differences between keyboards. */
function folded(text) {
  return text.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036F\u064B-\u065F\u0670\u0640\u200C]/g, "")
    .replace(/[\u064A\u0649\u06D2]/g, "\u06CC").replace(/\u0643/g, "\u06A9").replace(/[\u0622\u0623\u0625]/g, "\u0627")
    .replace(/[\u0629\u06C1\u06D5]/g, "\u0647");
}

/** Entities one of whose spellings holds the text, those of the most documents first. */
async function searchEntities(text, most, kind) {
  const wanted = folded(text.trim());
  const found = [];
  const starts = head.parts.entities ?? [];
  for (let nth = 0; nth < starts.length && found.length < most; nth += 1) {
    const list = await part(partName("entities", nth));
    list.forEach((row, at) => {
      if (found.length >= most || (kind && row.kind !== kind)) return;
      if (folded(row.label).includes(wanted) || row.forms.some(([form]) => folded(form).includes(wanted))) {
        names.set(starts[nth] + at, [row.id, row.label, row.kind]);
        found.push({ at: starts[nth] + at, row });
      }
    });
  }
  return found;
}
