// Where the reader is, in the address: #/view/argument?filter=value.

const FILTERS = ["kind", "language", "entity", "modality", "rule"];

/** What an address holds that somebody has typed wrongly is nothing. */
function decoded(text) {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

function parse(hash) {
  const [path, query] = hash.replace(/^#\/?/, "").split("?");
  const [view, argument] = path.split("/");
  return {
    view: view || "overview",
    argument: decoded(argument),
    query: Object.fromEntries(new URLSearchParams(query ?? "")),
  };
}

/** The place in a list that an address names; -1, where nothing is, if it names none. */
const placeOf = (argument) => (/^\d+$/.test(argument) ? Number(argument) : -1);

function link(view, argument, query = {}) {
  const kept = Object.entries(query).filter(([, value]) => value !== undefined && value !== "");
  const text = new URLSearchParams(kept).toString();
  const path = argument === undefined ? view : `${view}/${encodeURIComponent(argument)}`;
  return `#/${path}${text ? "?" + text : ""}`;
}

/** The filters of a query alone. */
function filtersOf(query) {
  return Object.fromEntries(FILTERS.filter((key) => query[key]).map((key) => [key, query[key]]));
}

function useRoute() {
  const [hash, set] = useState(location.hash);
  useEffect(() => {
    const changed = () => set(location.hash);
    addEventListener("hashchange", changed);
    return () => removeEventListener("hashchange", changed);
  }, []);
  return useMemo(() => parse(hash), [hash]);
}

/** Changes the address without a new entry in the history. */
function replace(hash) {
  history.replaceState(null, "", hash);
  dispatchEvent(new HashChangeEvent("hashchange"));
}
