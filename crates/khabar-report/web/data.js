// The data: in this page, or in parts beside it that hidden frames hand over.

/** Names of entities that some loaded part needs: id, Latin name, kind. */
const names = new Map();
const parts = new Map();

/** The rows of a part. */
function part(name) {
  if (!parts.has(name)) {
    const reading = read(name);
    parts.set(name, reading);
    // What failed may be tried again.
    reading.catch(() => parts.delete(name));
  }
  return parts.get(name);
}

async function read(name) {
  const here = document.getElementById("data-" + name);
  const data = JSON.parse(here ? here.textContent : await frame(name));
  for (const [at, of] of Object.entries(data.names)) names.set(Number(at), of);
  return data.rows;
}

const WAIT = 20_000;

function frame(name) {
  return new Promise((done, failed) => {
    const frame = document.createElement("iframe");
    const end = (act) => {
      clearTimeout(late);
      removeEventListener("message", told);
      frame.remove();
      act();
    };
    const told = (event) => {
      if (event.source === frame.contentWindow && typeof event.data === "string") end(() => done(event.data));
    };
    const file = `report/${name}.html`;
    const late = setTimeout(() => end(() => failed(new Error(say("no_part", file)))), WAIT);
    addEventListener("message", told);
    frame.setAttribute("sandbox", "allow-scripts");
    frame.hidden = true;
    frame.title = name;
    frame.src = file;
    document.body.append(frame);
  });
}

const partName = (kind, nth) => `${kind}-${String(nth + 1).padStart(4, "0")}`;

/** How many frames load at a time: each waits for its own, not for all others. */
const TOGETHER_AT_MOST = 4;

/** Every row of a kind. */
async function rows(kind) {
  const starts = head.parts[kind] ?? [];
  const all = [];
  for (let nth = 0; nth < starts.length; nth += TOGETHER_AT_MOST) {
    const few = starts.slice(nth, nth + TOGETHER_AT_MOST);
    all.push(...(await Promise.all(few.map((_, after) => part(partName(kind, nth + after))))));
  }
  return all.flat();
}

/** One row of a kind. */
async function row(kind, at) {
  const starts = head.parts[kind] ?? [];
  if (starts.length === 0) return undefined;
  let nth = starts.length - 1;
  while (nth > 0 && starts[nth] > at) nth -= 1;
  const rows = await part(partName(kind, nth));
  return rows[at - starts[nth]];
}

/** What a promise gives, undefined until it is there; errors are thrown to whoever shows them. */
function useData(load, keys) {
  const [state, set] = useState({});
  useEffect(() => {
    let wanted = true;
    set((old) => ({ data: old.data, old: true }));
    load().then(
      (data) => wanted && set({ data }),
      (error) => wanted && set({ error }),
    );
    return () => (wanted = false);
  }, keys);
  if (state.error) throw state.error;
  return state.data;
}
