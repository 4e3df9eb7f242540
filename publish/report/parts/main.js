// What stands after the # says what is shown: a view with its filters, or one thread, change, entry, claim or finding.
const VIEWS = {
  overview: [], changes: ["changes"], slippage: ["slippage", "sections", "owners"], threads: ["threads"],
  declared: ["undeclared", "missing", "declared"], claims: ["claims"], findings: ["findings"],
};
const TABLE_OF = { change: "changes", declared: "declared", claim: "claims", finding: "findings" };

function switchTo(view, tab) {
  for (const section of document.querySelectorAll("main > section")) section.hidden = section.id !== "view-" + view;
  for (const anchor of document.querySelectorAll("nav a")) {
    if (anchor.dataset.view === tab) anchor.setAttribute("aria-current", "page");
    else anchor.removeAttribute("aria-current");
  }
  const name = document.querySelector('nav a[data-view="' + tab + '"]').textContent;
  document.title = name + ": " + document.querySelector(".top .name").textContent;
}

function showView(view, wanted) {
  switchTo(view, view);
  for (const name of VIEWS[view]) {
    const list = lists[name];
    if (name === view) list.set(wanted);
    else list.draw();
  }
  const filtered = [...wanted.keys()].length > 0;
  if (view === "declared" && filtered) return document.getElementById("entries-title");
  return document.getElementById(view + "-title");
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch (error) {
    return text;
  }
}

function threadOf(id) {
  return byId("threads").get(id) || rows("threads").find((thread) => thread.refs.includes(id));
}

function route(moved) {
  const hash = location.hash.slice(1);
  const [, kind, id] = /^(thread|change|declared|claim|finding)-(.*)$/s.exec(hash) || [];
  if (kind === "thread" && threadOf(decoded(id))) {
    switchTo("thread", "threads");
    showThread(threadOf(decoded(id)));
    return arrive(document.getElementById("thread-title"));
  }
  const table = TABLE_OF[kind];
  if (table && byId(table).has(decoded(id))) {
    switchTo(table, table);
    for (const name of VIEWS[table]) if (name !== table) lists[name].draw();
    return lists[table].show(byId(table).get(decoded(id)));
  }
  const [view, query] = hash.split("?");
  if (view === "main") return document.getElementById("main").focus();
  const known = Object.hasOwn(VIEWS, view) ? view : "overview";
  const title = showView(known, new URLSearchParams((query || "").replace(/\+/g, "%2B")));
  if (moved) arrive(title);
}

function arrive(title) {
  title.focus({ preventScroll: true });
  if (title.id === "entries-title") title.scrollIntoView();
  else scrollTo(0, 0);
}

document.getElementById("find").addEventListener("submit", (event) => {
  event.preventDefault();
  const asked = document.getElementById("find-words").value.trim();
  const refs = rows("threads").filter((thread) => thread.refs.some((ref) => folded(ref) === folded(asked)));
  location.hash = refs.length === 1 ? "thread-" + encodeURIComponent(refs[0].id) : "threads?q=" + encodeURIComponent(asked);
});
window.addEventListener("hashchange", () => route(true));
route(false);
