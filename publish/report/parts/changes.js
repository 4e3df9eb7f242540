const DECLARED_WORDS = { yes: "declared", no: "not declared", "no log": "no change log" };

function refsOf(change) {
  const [old, now] = [change.old_refs.join(", "), change.new_refs.join(", ")];
  return old && now && old !== now ? old + " → " + now : old || now || "“" + cut(latestOf(change) ? say(latestOf(change).text) : "no words", 32) + "”";
}

function actionsOf(change) {
  return change.old_actions.concat(change.new_actions).map((at) => one("actions", at));
}

function latestOf(change) {
  const held = actionsOf(change);
  return held.length ? held[held.length - 1] : null;
}

function fromTo(change) {
  return capital(versionName(change.old_version)) + " → " + versionName(change.new_version);
}

// A change log's own words beside an issue's are not told apart by the change alone: the same slip stands in both.
function quotedPair(change) {
  const issued = [change.old_version, change.new_version].every((at) => one("versions", at).kind === "issued");
  return issued ? null : h("div", { class: "source" }, words(fromTo(change)));
}

function changeSearch(change) {
  return [refsOf(change), plain(change.kind), say(change.explanation), say(change.old_value), say(change.new_value),
    ...actionsOf(change).flatMap((action) => [say(action.text), say(action.owner), sectionOf(action)])].join(" ");
}

const changeColumns = [
  { name: "Ref", look: "ref", opens: refsOf, value: refsOf },
  { name: "Change", cell: (change) => tag(plain(change.kind), "kind"), value: (change) => plain(change.kind) },
  { name: "What changed", look: "wide", cell: (change) => [marked(say(change.explanation)), quotedPair(change)], value: (change) => say(change.explanation) },
  { name: "Days", number: true, value: (change) => change.days, cell: (change) => change.days === null ? null : (change.days > 0 ? "+" : "") + change.days },
  { name: "Declared", value: (change) => DECLARED_WORDS[change.declared_state], cell: (change) => tag(DECLARED_WORDS[change.declared_state], change.declared_state === "no" ? "warn" : "plain") },
  { name: "Score", number: true, value: (change) => change.score },
];

// What nobody declared comes first, and of that what matters most to those who were promised something.
const WEIGHT = ["vanished", "removed", "ref_reused", "closed", "reopened", "slipped", "unscheduled", "reworded", "merged", "split",
  "rerated", "reowned", "brought_forward", "scheduled", "moved", "renumbered", "completed", "added"];
const STATES = ["no", "no log", "yes"];

function byWeight(a, b) {
  return STATES.indexOf(a.declared_state) - STATES.indexOf(b.declared_state) || WEIGHT.indexOf(a.kind) - WEIGHT.indexOf(b.kind) ||
    (b.days || 0) - (a.days || 0) || a.at - b.at;
}

function changeFilters() {
  return [
    { name: "plan", label: "Plan", of: (change) => one("plans", change.plan).id, say: (id) => byId("plans").get(id).title },
    { name: "pair", label: "Between", of: (change) => one("versions", change.old_version).id + " " + one("versions", change.new_version).id,
      say: (pair) => pair.split(" ").map((id) => byId("versions").get(id).label).join(" → "), any: "any two versions" },
    { name: "kind", label: "Kind", of: (change) => change.kind },
    { name: "section", label: "Section", of: (change) => actionsOf(change).map(sectionOf) },
    { name: "owner", label: "Owner", of: (change) => actionsOf(change).flatMap(ownersOf) },
    { name: "declared", label: "Declared or not", values: () => ["yes", "none", "no", "no log"], always: true,
      say: (value) => ({ yes: "declared", none: "nobody declared it", no: "not in the change log", "no log": "no change log was read" })[value],
      passes: (change, wanted) => (wanted === "none" ? change.declared_state !== "yes" : change.declared_state === wanted) },
    { name: "entry", label: "Declared as", of: (change) => { const entry = one("declared", change.declared); return entry ? entry.kind : ""; } },
    { name: "score", label: "Score of the link", values: () => ["0.8", "0.9", "0.99"], always: true,
      say: (value) => "under " + value, passes: (change, wanted) => change.score !== null && change.score < Number(wanted) },
  ];
}

function changeDetail(change) {
  const olds = change.old_actions.map((at) => one("actions", at));
  const news = change.new_actions.map((at) => one("actions", at));
  const joined = (actions) => actions.map((action) => say(action.text)).join(" ");
  const [before, after] = wordings(joined(olds), joined(news), change.diff);
  const thread = one("threads", change.thread);
  const seen = new Set();
  const placed = (actions) => actions.map((action) => place(action, action.ref || "the action", seen));
  return h("div", { class: "change" },
    change.field && change.field !== "text" ? h("p", null, h("strong", null, capital(plain(change.field)) + ": "), words(say(change.old_value) || "nothing"), " → ",
      words(say(change.new_value) || "nothing"), change.days === null ? null : ", " + counted(Math.abs(change.days), "day") + (change.days > 0 ? " later" : " earlier")) : null,
    h("div", { class: "sides" },
      sideOf("Before", change.old_version, olds, before),
      sideOf("After", change.new_version, news, after)),
    placed(olds), placed(news),
    evidence(change), logOf(change),
    h("p", { class: "links" }, thread ? link("thread", thread.id, "The history of " + threadName(thread)) : null, " ", link("change", change.id, "Link to this change")));
}

function sideOf(name, version, actions, wording) {
  const held = one("versions", version);
  return h("div", { class: "side" },
    h("h2", { class: "minor" }, name + ": ", words(versionName(version)), versionName(version).endsWith(fileOf(held)) ? null : h("span", { class: "source" }, " ", words(fileOf(held)))),
    actions.length ? wording : h("p", { class: "nothing" }, "The action does not stand in this version."),
    actions.map(actionFacts));
}

function evidence(change) {
  const held = change.links.map((at) => one("links", at));
  if (!held.length) return null;
  return h("div", null, h("h2", { class: "minor" }, "Why these are taken to be the same"), h("ul", null, held.map((joined) => h("li", null,
    words(say(joined.evidence)), " (" + plain(joined.relation) + ", decided by " + (joined.decided_by === "declared" ? "the change log" : joined.decided_by) +
    (joined.score === null ? "" : ", score " + joined.score) + ")"))));
}

function logOf(change) {
  const entry = one("declared", change.declared);
  const title = h("h2", { class: "minor" }, "What the change log says");
  if (!entry) {
    const told = change.old_refs.concat(change.new_refs).flatMap((ref) => findingsByRef().get(ref) || []).filter((finding, i, all) =>
      finding.code === "undeclared-change" && [change.old_version, change.new_version].includes(finding.version) && all.indexOf(finding) === i);
    const said = change.declared_state === "yes" ? "It says this change, in an entry that this page has no room for; csv/declared_changes.csv has it." : change.declared_state === "no log" ? "No change log was read that speaks about what lies between these two versions." : "Nobody declared this change.";
    return h("div", null, title, h("p", null, said), told.map((finding) => h("p", null, marked(say(finding.message)), " ", link("finding", finding.id, "This finding"))));
  }
  return h("div", null, title, entryFacts(entry), place(entry, "the entry of the change log"), h("p", null, link("declared", entry.id, "This entry")));
}

function entryRefs(entry) {
  const [from, to] = [entry.from_refs.join(", "), entry.to_refs.join(", ")];
  return from && to && from !== to ? from + " → " + to : from || to || "no ref";
}

function entryFacts(entry) {
  return definitions([
    ["Entry", entryRefs(entry) + ": " + plain(entry.kind)],
    ["Reason given", words(say(entry.reason))],
    ["Timescale", entry.old_timescale || entry.new_timescale ? [words(say(entry.old_timescale) || "none"), " → ", words(say(entry.new_timescale) || "none"),
      entry.days === null ? null : " (" + counted(entry.days, "day") + ")"] : null],
    ["Verdict", [tag(entry.verdict, entry.verdict === "differs" ? "warn" : "plain"), " ", words(say(entry.note))]],
  ]);
}

new List("changes", {
  thing: "change", rows: () => rows("changes").slice().sort(byWeight), columns: changeColumns, filters: changeFilters(), search: changeSearch, open: changeDetail,
  refs: (change) => change.old_refs.concat(change.new_refs), empty: "No change was found, or there are no two versions of a plan to compare.",
  csv: [
    { name: "change_id", value: (change) => change.id },
    { name: "Before", value: (change) => versionName(change.old_version) },
    { name: "After", value: (change) => versionName(change.new_version) },
    { name: "Old value", value: (change) => say(change.old_value) },
    { name: "New value", value: (change) => say(change.new_value) },
    { name: "Place", value: (change) => { const action = latestOf(change); return action ? placeWords(action.places) : ""; } },
  ],
});
