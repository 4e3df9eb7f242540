const STEP = 34; // of a track, from version to version
const ROW = 48; // height of a row of the list of threads, as the style sets it

// The versions of a plan in order; the same issue in two papers stands at one position.
const orders = once(() => {
  const found = new Map();
  rows("versions").forEach((version) => {
    if (!found.has(version.plan)) found.set(version.plan, new Set());
    found.get(version.plan).add(version.order);
  });
  return new Map([...found].map(([plan, held]) => [plan, [...held].sort((a, b) => a - b)]));
});

function column(version) {
  return orders().get(version.plan).indexOf(version.order);
}

function columnOf(action) {
  return column(one("versions", action.version));
}

function across() {
  return Math.max(1, ...[...orders().values()].map((held) => held.length)) * STEP;
}

// A dot for each version that states the commitment; lines down or up to threads on the page that it joins or parts from.
function track(thread, i, shown) {
  const states = thread.actions.map((at) => one("actions", at));
  const at = (action) => columnOf(action) * STEP + STEP / 2;
  const marks = [];
  for (let k = 1; k < states.length; k++) marks.push(s("line", { class: "run", x1: at(states[k - 1]), y1: ROW / 2, x2: at(states[k]), y2: ROW / 2 }));
  for (const joined of linksFrom().get(thread.at) || []) {
    const j = shown ? shown.findIndex((other) => other.at === joined.to) : -1;
    const target = j < 0 ? null : one("threads", joined.to);
    if (!target || !states.length || !target.actions.length) continue;
    const [from, x] = meeting(joined, states, target.actions.map((other) => one("actions", other))).map(at);
    const y = ROW / 2 + (j - i) * ROW;
    marks.unshift(s("path", { class: "joins", d: "M" + from + " " + ROW / 2 + " C" + x + " " + ROW / 2 + " " + from + " " + y + " " + x + " " + y }));
  }
  for (const action of states) {
    const held = rating(action);
    const issued = one("versions", action.version).kind === "issued";
    marks.push(s("circle", { class: "look-" + (held ? held.look : "none") + (issued ? "" : " quoted"), cx: at(action), cy: ROW / 2, r: issued ? 7 : 5 },
      s("title", null, versionName(action.version) + (held ? ": " + held.printed : ""))));
  }
  const wide = across();
  const said = states.map((action) => versionName(action.version) + (rating(action) ? " " + rating(action).printed : "")).join(", ");
  return s("svg", { class: "track", viewBox: "0 0 " + wide + " " + ROW, width: wide / 16 + "rem", height: ROW / 16 + "rem", role: "img", "aria-label": said || "in no version" }, marks);
}

// The two statements between which one thread ends in another: those of the change that shows it, else last and first.
function meeting(joined, states, others) {
  const change = one("changes", joined.change);
  const last = change && states.find((action) => change.old_actions.includes(action.at));
  const first = change && others.find((action) => change.new_actions.includes(action.at));
  return [last || states[states.length - 1], first || others[0]];
}

const INTO = { merged: "merged into ", split: "split into ", succeeded: "replaced by " };
const FROM = { merged: "merged from ", split: "split from ", succeeded: "replaces " };

function ends(thread) {
  const said = new Map();
  const add = (words, at) => said.set(words, (said.get(words) || []).concat(at));
  for (const joined of linksFrom().get(thread.at) || []) add(INTO[joined.kind], joined.to);
  for (const joined of linksTo().get(thread.at) || []) add(FROM[joined.kind], joined.from);
  return [...said].flatMap(([words, others], i) => [i ? "; " : "", words, others.flatMap((at, k) => [k ? ", " : "", threadLink(at)])]);
}

function threadLink(at) {
  const thread = one("threads", at);
  return link("thread", thread.id, threadName(thread));
}

// Threads that join or part stand together, at the place of the first of them.
const threadOrder = once(() => {
  const all = rows("threads");
  const root = all.map((thread) => thread.at);
  const find = (at) => (root[at] === at ? at : (root[at] = find(root[at])));
  for (const joined of rows("thread_links")) if (joined.from >= 0 && joined.to >= 0) root[find(joined.from)] = find(joined.to);
  const own = all.map((thread) => [thread.plan, thread.actions.length ? Math.min(...thread.actions) : Infinity]);
  const first = new Map();
  all.forEach((thread) => first.set(find(thread.at), Math.min(first.has(find(thread.at)) ? first.get(find(thread.at)) : Infinity, thread.at)));
  const name = (thread) => threadName(thread);
  return all.slice().sort((a, b) => own[a.at][0] - own[b.at][0] ||
    name(all[first.get(find(a.at))]).localeCompare(name(all[first.get(find(b.at))]), "en-GB", { numeric: true }) ||
    first.get(find(a.at)) - first.get(find(b.at)) || name(a).localeCompare(name(b), "en-GB", { numeric: true }));
});

new List("threads", {
  thing: "commitment", look: "tracks", rows: () => threadOrder(), empty: "No commitment was found.",
  columns: [
    { name: "Ref", look: "ref", cell: (thread) => link("thread", thread.id, threadName(thread)), value: threadName },
    { name: "Commitment", look: "wide", cell: (thread) => h("div", { class: "one-line" }, words(cut(threadText(thread), 160))), value: threadText },
    { name: "", look: "drawn", cell: track, value: () => "" },
    { name: "State", cell: (thread) => h("div", { class: "two-lines" }, tag(plain(thread.state), "plain"), " ", ends(thread)), value: (thread) => plain(thread.state) },
    { name: "First due", look: "date", value: (thread) => thread.first_due, cell: (thread) => dayWords(thread.first_due) },
    { name: "Latest due", look: "date", value: (thread) => thread.latest_due, cell: (thread) => dayWords(thread.latest_due) },
    { name: "Slipped, days", number: true, value: (thread) => thread.slip_days, cell: (thread) => thread.slips ? thread.slip_days + " in " + thread.slips : null },
  ],
  filters: [
    { name: "plan", label: "Plan", of: (thread) => one("plans", thread.plan).id, say: (id) => byId("plans").get(id).title },
    { name: "version", label: "Stands in", any: "any version", of: (thread) => thread.actions.map((at) => one("versions", one("actions", at).version).id), say: (id) => byId("versions").get(id).label },
    { name: "rating", label: "Rated", of: (thread) => thread.actions.map((at) => one("actions", at).rating || "none"), say: (code) => (code === "none" ? "not rated" : code),
      passes: (thread, wanted, chosen) => thread.actions.map((at) => one("actions", at)).some((action) => (action.rating || "none") === wanted &&
        (!chosen.version || one("versions", action.version).id === chosen.version)) },
    { name: "state", label: "State", of: (thread) => thread.state },
    { name: "section", label: "Section", of: sectionOfThread },
    { name: "owner", label: "Owner", of: ownersOfThread },
    { name: "joined", label: "Joined or parted", values: () => ["yes"], always: true, say: () => "joined, parted or went on",
      passes: (thread) => linksFrom().has(thread.at) || linksTo().has(thread.at) },
  ],
  search: (thread) => [threadName(thread), thread.state, ...thread.actions.map((at) => { const action = one("actions", at); return say(action.text) + " " + say(action.owner) + " " + sectionOf(action); })].join(" "),
  refs: (thread) => thread.refs,
  csv: [{ name: "thread_id", value: (thread) => thread.id }],
});

// The history of one commitment: every version that states it, and between them what changed.
function showThread(thread) {
  const title = document.getElementById("thread-title");
  title.replaceChildren(thread.refs.length ? threadName(thread) + ": " : "", words(cut(threadText(thread), 200)) || "");
  const states = thread.actions.map((at) => one("actions", at));
  const changes = new Map();
  for (const change of [...(changesOfThread().get(thread.at) || []), ...states.flatMap((action) => changesOfAction().get(action.at) || [])]) changes.set(change.at, change);
  const joined = ends(thread);
  document.getElementById("thread-body").replaceChildren(h("div", null,
    definitions([
      ["Plan", words(one("plans", thread.plan).title)], ["State", tag(plain(thread.state), "plain")],
      ["First promise", dayWords(thread.first_due)], ["Latest promise", dayWords(thread.latest_due)],
      ["Slipped", thread.slips ? counted(thread.slip_days, "day") + " in " + counted(thread.slips, "slip") : "no"],
      ["Joined or parted", joined.length ? joined : null],
    ]),
    h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Versions of this commitment" }, track(thread)),
    toLookAt(thread), saidOf(thread),
    h("h2", null, "History"),
    h("ol", { class: "line" }, states.map((action, k) => step(thread, action, states[k - 1], [...changes.values()]))),
    ended(states, [...changes.values()])));
}

function toLookAt(thread) {
  const found = findingsOf(thread).filter((finding) => finding.severity !== "note");
  return found.length ? h("div", { class: "warning" }, h("h2", null, "To look at"), h("ul", null, found.map((finding) => h("li", null,
    marked(say(finding.message)), " ", link("finding", finding.id, plain(finding.code).replace(/-/g, " ")))))) : null;
}

function saidOf(thread) {
  const entries = declaredOf(thread);
  return entries.length ? h("div", null, h("h2", null, "What the change logs say"), h("ul", null, entries.map((entry) => h("li", null,
    link("declared", entry.id, entryRefs(entry) + " " + plain(entry.kind)), " ", tag(entry.verdict, entry.verdict === "differs" ? "warn" : "plain"), " ",
    words(say(entry.reason)), h("span", { class: "source" }, " ", words(placeWords(entry.places))))))) : null;
}

function step(thread, action, before, changes) {
  const version = one("versions", action.version);
  const same = before && say(before.text) === say(action.text);
  const came = changes.filter((change) => change.new_actions.includes(action.at));
  const reworded = came.find((change) => change.diff && change.new_actions.length === 1 && change.old_actions.length === 1);
  const whys = (linksOfNew().get(action.at) || []).filter((joined) => joined.old >= 0);
  return h("li", { class: version.kind === "issued" ? "issued" : "quoted" },
    h("h3", null, words(capital(version.label))),
    h("p", { class: "source" }, words(fileOf(version)), version.kind === "issued" ? null : "; not an issued version"),
    came.length ? h("ul", { class: "came" }, came.map((change) => h("li", null, link("change", change.id, plain(change.kind)), " ", tag(DECLARED_WORDS[change.declared_state], change.declared_state === "no" ? "warn" : "plain"), " ", marked(say(change.explanation))))) : null,
    same ? h("p", { class: "nothing" }, "The same words as before.") : reworded ? side(reworded.diff, "=-+<>") : words(say(action.text), "p"),
    h("details", { open: thread.actions.length <= 8 || !before }, h("summary", null, "Details, place and evidence"), actionFacts(action), place(action, action.ref || "the action"),
      whys.length ? h("ul", null, whys.map((joined) => h("li", null, "Linked to ", one("actions", joined.old).ref || "the action", " in the version ", words(versionName(one("actions", joined.old).version)), ": ",
        words(say(joined.evidence)), joined.score === null ? null : " (score " + joined.score + ")"))) : null));
}

function ended(states, changes) {
  const last = states[states.length - 1];
  const after = last ? changes.filter((change) => change.old_actions.includes(last.at) && !change.new_actions.includes(last.at)) : [];
  return after.length ? h("div", null, h("h2", null, "How it ended"), h("ul", null, after.map((change) => h("li", null,
    link("change", change.id, plain(change.kind)), " in the version ", words(versionName(change.new_version)), ": ", words(say(change.explanation)))))) : null;
}
