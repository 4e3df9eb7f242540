const SEVERITY = ["error", "warning", "note"];

function entryDetail(entry) {
  const [before, after] = wordings(say(entry.old_text), say(entry.new_text), entry.diff);
  return h("div", { class: "change" }, entryFacts(entry),
    h("div", { class: "sides" }, h("div", { class: "side" }, h("h2", { class: "minor" }, "Before, as the log quotes it"), before), h("div", { class: "side" }, h("h2", { class: "minor" }, "After, as the log quotes it"), after)),
    place(entry, "the entry"),
    h("h2", { class: "minor" }, "Changes shown"),
    entry.changes.length ? h("ul", null, entry.changes.map((at) => { const change = one("changes", at); return h("li", null, link("change", change.id, refsOf(change) + " " + plain(change.kind)), ": ", words(say(change.explanation))); })) : h("p", { class: "nothing" }, "No change bears it out."),
    h("p", { class: "links" }, link("declared", entry.id, "Link to this entry")));
}

const entryColumns = [
  { name: "Ref", look: "ref", opens: entryRefs, value: entryRefs },
  { name: "Declared", cell: (entry) => tag(plain(entry.kind), "kind"), value: (entry) => plain(entry.kind) },
  { name: "Verdict", cell: (entry) => tag(entry.verdict, entry.verdict === "differs" ? "warn" : "plain"), value: (entry) => entry.verdict },
  { name: "Why", look: "wide", value: (entry) => say(entry.note) },
  { name: "Changes shown", number: true, value: (entry) => entry.changes.length },
  { name: "Log", value: (entry) => one("papers", entry.paper).file },
];
const entryCsv = [{ name: "declared_id", value: (entry) => entry.id }, { name: "Place", value: (entry) => placeWords(entry.places) }];
const entrySearch = (entry) => [entryRefs(entry), plain(entry.kind), say(entry.old_text), say(entry.new_text), say(entry.reason), say(entry.note)].join(" ");
const entryRefList = (entry) => entry.from_refs.concat(entry.to_refs);

new List("declared", {
  thing: "declared change", rows: () => rows("declared"), columns: entryColumns, open: entryDetail, search: entrySearch, refs: entryRefList, csv: entryCsv,
  empty: "No change log was read.",
  filters: [
    { name: "kind", label: "Declared as", of: (entry) => entry.kind },
    { name: "verdict", label: "Verdict", of: (entry) => entry.verdict },
    { name: "shown", label: "Changes shown", values: () => ["yes", "no"], always: true, say: (value) => (value === "yes" ? "some" : "none"), passes: (entry, wanted) => (wanted === "yes") === entry.changes.length > 0 },
  ],
});

new List("missing", { thing: "entry", label: "Declared, but not found", rows: () => rows("declared").filter((entry) => entry.missing), columns: entryColumns, open: entryDetail, csv: entryCsv });

// What changed with nobody saying so: the changes themselves, and findings that no such change bears out.
new List("undeclared", {
  thing: "row", label: "Changed, but not declared",
  rows: () => [
    ...rows("changes").filter((change) => change.declared_state !== "yes").sort(byWeight).map((change) => ({ refs: refsOf(change), what: plain(change.kind), text: say(change.explanation), log: change.declared_state, to: ["change", change.id] })),
    ...rows("findings").filter((finding) => finding.code === "undeclared-change" && !borneOut(finding)).map((finding) => ({ refs: finding.refs.join(", "), what: "finding", text: say(finding.message), to: ["finding", finding.id] })),
  ].map((row, at) => ({ ...row, at })),
  columns: [
    { name: "Ref", look: "ref", cell: (row) => link(row.to[0], row.to[1], row.refs || "no ref"), value: (row) => row.refs },
    { name: "What", cell: (row) => tag(row.what, "kind"), value: (row) => row.what },
    { name: "What changed", look: "wide", cell: (row) => marked(row.text), value: (row) => row.text },
    { name: "Note", value: (row) => (row.log === "no log" ? "no change log was read" : "") },
  ],
});

const undeclaredByRef = once(() => {
  const found = new Map();
  for (const change of rows("changes")) {
    if (change.declared_state === "yes") continue;
    for (const ref of change.old_refs.concat(change.new_refs)) found.set(ref, (found.get(ref) || []).concat(change));
  }
  return found;
});

function borneOut(finding) {
  return finding.refs.some((ref) => (undeclaredByRef().get(ref) || []).some((change) => [change.old_version, change.new_version].includes(finding.version)));
}

new List("claims", {
  thing: "claim", rows: () => rows("claims"), empty: "No figures about a plan as a whole were found in minutes or reports.",
  columns: [
    { name: "Said", look: "wide", opens: (claim) => claim.statement, value: (claim) => claim.statement },
    { name: "Figure", number: true, value: (claim) => claim.value, cell: (claim) => claim.value + (claim.unit === "percent" ? " %" : "") },
    { name: "Counted", number: true, value: (claim) => claim.dataset_value, cell: (claim) => claim.dataset_value === null ? "–" : claim.dataset_value + (claim.unit === "percent" ? " %" : "") },
    { name: "Verdict", value: (claim) => claim.verdict, cell: (claim) => tag(claim.verdict, claim.verdict === "differs" ? "warn" : "plain") },
    { name: "Meeting", look: "date", value: (claim) => claim.meeting_date, cell: (claim) => dayWords(claim.meeting_date) },
    { name: "Paper", value: (claim) => one("papers", claim.paper).file },
  ],
  filters: [{ name: "verdict", label: "Verdict", of: (claim) => claim.verdict }],
  open: (claim) => h("div", { class: "change" }, h("blockquote", null, words(claim.sentence || claim.statement)),
    definitions([["Verdict", words(claim.note)], ["Version", claim.version < 0 ? "none held" : words(versionName(claim.version))]]), place(claim, "the sentence"),
    h("p", { class: "links" }, link("claim", claim.id, "Link to this claim"))),
  csv: [{ name: "Why", value: (claim) => claim.note }, { name: "claim_id", value: (claim) => claim.id }],
});

function findingFile(finding) {
  const paper = one("papers", finding.paper) || (finding.version >= 0 ? one("papers", one("versions", finding.version).paper) : null);
  return paper ? paper.file : "";
}

new List("findings", {
  thing: "finding", empty: "Nothing was found that a person should look at.",
  rows: () => rows("findings").slice().sort((a, b) => SEVERITY.indexOf(a.severity) - SEVERITY.indexOf(b.severity) || a.at - b.at),
  columns: [
    { name: "Finding", look: "ref", opens: (finding) => finding.code, value: (finding) => finding.code },
    { name: "Severity", value: (finding) => finding.severity, sort: (finding) => SEVERITY.indexOf(finding.severity), cell: (finding) => tag(finding.severity, finding.severity) },
    { name: "Refs", look: "ref", value: (finding) => finding.refs.join(", ") },
    { name: "What to look at", look: "wide", cell: (finding) => marked(say(finding.message)), value: (finding) => say(finding.message) },
    { name: "Paper", value: findingFile },
  ],
  filters: [
    { name: "severity", label: "Severity", of: (finding) => finding.severity },
    { name: "code", label: "Finding", of: (finding) => finding.code },
    { name: "paper", label: "Paper", of: findingFile },
  ],
  search: (finding) => [finding.code, finding.severity, finding.refs.join(" "), say(finding.message), findingFile(finding)].join(" "),
  refs: (finding) => finding.refs,
  open: (finding) => h("div", { class: "change" }, h("p", null, marked(say(finding.message))),
    finding.version >= 0 ? definitions([["Version", words(versionName(finding.version))]]) : null,
    finding.places.length || finding.pictures ? place(finding, finding.refs.join(", ") || "what was found") : null,
    h("p", { class: "links" }, finding.thread >= 0 ? [threadHistory(finding.thread), " "] : null,
      finding.declared >= 0 ? [link("declared", one("declared", finding.declared).id, "The entry of the change log"), " "] : null,
      finding.claim >= 0 ? [link("claim", one("claims", finding.claim).id, "The claim"), " "] : null,
      link("finding", finding.id, "Link to this finding"))),
  csv: [{ name: "Place", value: (finding) => placeWords(finding.places) }, { name: "finding_id", value: (finding) => finding.id }],
});

function threadHistory(at) {
  const thread = one("threads", at);
  return link("thread", thread.id, "The history of " + threadName(thread));
}
