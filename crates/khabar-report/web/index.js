// The index of all facts: columns of small numbers that a filter runs over.

let indexed;

/** The documents and the columns of their facts. */
function index() {
  if (!indexed) {
    indexed = rows("index").then(build);
    indexed.catch(() => (indexed = undefined));
  }
  return indexed;
}

function build(blocks) {
  const documents = blocks.flatMap((block) => block.documents);
  const total = documents.reduce((sum, document) => sum + document.facts, 0);
  const all = {
    documents,
    kind: new Uint16Array(total),
    rule: new Uint16Array(total),
    modality: new Uint8Array(total),
    document: new Uint32Array(total),
    nth: new Uint32Array(total),
    entities: [],
    places: new Map(documents.map((document, at) => [document.id, at])),
  };
  let fact = 0;
  let document = 0;
  for (const block of blocks) {
    let column = 0;
    let entity = 0;
    for (const header of block.documents) {
      for (let nth = 0; nth < header.facts; nth += 1, fact += 1, column += 1) {
        all.kind[fact] = block.kinds[column];
        all.rule[fact] = block.rules[column];
        all.modality[fact] = block.modalities[column];
        all.document[fact] = document;
        all.nth[fact] = nth;
        const many = block.entities[entity];
        all.entities.push(block.entities.slice(entity + 1, entity + 1 + many));
        entity += 1 + many;
      }
      document += 1;
    }
  }
  return all;
}

const FACETS = { kind: "kinds", rule: "rules", modality: "modalities", language: "languages" };

/** The values of a filter with their names. */
function choices(key) {
  return head.facets[FACETS[key]].map(([id, , name]) => ({ id, name: name ?? (key === "rule" ? id : called(key, id)) }));
}

/** The facts that pass the filters, by their places in the index, and how many each choice would leave. */
function matching(all, filters) {
  const wanted = {};
  for (const [key, facet] of Object.entries(FACETS)) {
    if (filters[key] === undefined) continue;
    const at = head.facets[facet].findIndex(([id]) => id === filters[key]);
    // -1 is that of facts without one.
    wanted[key] = at < 0 ? NaN : at;
  }
  const entity = filters.entity === undefined ? undefined : Number(filters.entity);
  const counts = Object.fromEntries(Object.entries(FACETS).map(([key, facet]) => [key, new Uint32Array(head.facets[facet].length)]));
  const facts = [];
  for (let at = 0; at < all.kind.length; at += 1) {
    if (entity !== undefined && !all.entities[at].includes(entity)) continue;
    const has = {
      kind: all.kind[at],
      rule: all.rule[at],
      modality: all.modality[at] - 1,
      language: all.documents[all.document[at]].language ?? -1,
    };
    let missed;
    let misses = 0;
    for (const key in has) {
      if (wanted[key] !== undefined && wanted[key] !== has[key]) {
        misses += 1;
        missed = key;
      }
    }
    if (misses === 0) {
      facts.push(at);
      for (const key in has) if (has[key] >= 0) counts[key][has[key]] += 1;
    } else if (misses === 1 && has[missed] >= 0) {
      counts[missed][has[missed]] += 1;
    }
  }
  return { facts, counts };
}
