const WIDE = 300; // of the chart, in its own units

function day(text) {
  return Date.parse(text) / 86400000;
}

let axis = { from: 0, to: 1 };
let ticks = [];

function across_to(date) {
  return 10 + ((day(date) - axis.from) / (axis.to - axis.from)) * (WIDE - 20);
}

// The time axis is that of all rows found, so that rows can be compared from page to page.
function axisHead(found) {
  const days = found.flatMap((thread) => [day(thread.first_due), day(thread.latest_due)]).filter((x) => x === x);
  const [least, most] = days.reduce(([a, b], x) => [Math.min(a, x), Math.max(b, x)], [Infinity, -Infinity]);
  axis = { from: least, to: Math.max(most, least + 1) };
  ticks = months();
  return s("svg", { class: "axis", viewBox: "0 0 " + WIDE + " 20", "aria-hidden": "true" }, ticks.map(([x, name]) => [
    s("line", { class: "tick", x1: x, y1: 14, x2: x, y2: 20 }), s("text", { x, y: 11, "text-anchor": x > WIDE - 40 ? "end" : x < 40 ? "start" : "middle" }, name)]));
}

// Two to six months or years with their places on the axis.
function months() {
  const [from, to] = [axis.from, axis.to].map((x) => new Date(x * 86400000)).map((d) => d.getUTCFullYear() * 12 + d.getUTCMonth());
  const step = [1, 2, 3, 6, 12, 24, 60, 120, 600].find((months) => (to - from) / months < 6) || 1200;
  const found = [];
  for (let month = Math.ceil(from / step) * step; month <= to; month += step) {
    const name = Math.floor(month / 12) + (step < 12 ? "-" + String((month % 12) + 1).padStart(2, "0") : "");
    const x = across_to(Math.floor(month / 12) + "-" + String((month % 12) + 1).padStart(2, "0") + "-01");
    if (x >= 0) found.push([x, name]);
  }
  return found;
}

function dumbbell(thread) {
  if (thread.by === null) return null;
  const [a, b] = [across_to(thread.first_due), across_to(thread.latest_due)];
  const share = (x) => (100 * x / WIDE).toFixed(2) + "%";
  return s("svg", { class: "dumbbell", role: "img", "aria-label": "from " + dayWords(thread.first_due) + " to " + dayWords(thread.latest_due) },
    ticks.map(([x]) => s("line", { class: "tick", x1: share(x), y1: "0%", x2: share(x), y2: "100%" })),
    s("line", { class: thread.by > 0 ? "later" : "earlier", x1: share(a), y1: "50%", x2: share(b), y2: "50%" }),
    s("circle", { class: "first", cx: share(a), cy: "50%", r: 5 }), s("circle", { class: thread.by > 0 ? "later" : "earlier", cx: share(b), cy: "50%", r: 5 }));
}

function sums(found) {
  const late = found.filter((thread) => thread.slips).map((thread) => thread.slip_days);
  return { n: late.length, total: late.reduce((a, b) => a + b, 0), middle: late.length ? median(late) : null };
}

function grouping(of) {
  const groups = new Map();
  for (const thread of rows("threads")) {
    if (!thread.slips) continue;
    for (const name of new Set(of(thread))) {
      if (groups.has(name)) groups.get(name).push(thread);
      else groups.set(name, [thread]);
    }
  }
  return [...groups].map(([name, found]) => ({ name, ...sums(found) })).sort((a, b) => b.total - a.total || a.name.localeCompare(b.name)).map((row, at) => ({ ...row, at }));
}

new List("slippage", {
  thing: "commitment", look: "slips", empty: "No commitment has two different dates.",
  rows: () => rows("threads").filter((thread) => thread.by !== null || thread.slips).sort((a, b) => b.slip_days - a.slip_days || b.by - a.by || a.at - b.at),
  columns: [
    { name: "Ref", look: "ref", cell: (thread) => link("thread", thread.id, threadName(thread)), value: threadName },
    { name: "Commitment", look: "wide", cell: (thread) => words(cut(threadText(thread), 160)), value: threadText },
    { name: "First promise", look: "date", value: (thread) => thread.first_due, cell: (thread) => dayWords(thread.first_due) },
    { name: "Latest promise", look: "date", value: (thread) => thread.latest_due, cell: (thread) => dayWords(thread.latest_due) },
    { name: "", look: "drawn", head: axisHead, cell: dumbbell, value: () => "" },
    { name: "Days", number: true, value: (thread) => thread.slip_days || thread.by, cell: (thread) => thread.slips ? "+" + thread.slip_days + (thread.slips > 1 ? " in " + thread.slips : "") : thread.by },
  ],
  filters: [
    { name: "way", label: "Show", any: "slipped", values: () => ["earlier", "same", "all"], always: true,
      say: (value) => ({ earlier: "brought forward", same: "on the same day", all: "all with two dates" })[value],
      passes: (thread, wanted) => wanted === "all" || (wanted === "same" ? thread.by === 0 : thread.by < 0) },
    { name: "plan", label: "Plan", of: (thread) => one("plans", thread.plan).id, say: (id) => byId("plans").get(id).title },
    { name: "section", label: "Section", of: sectionOfThread },
    { name: "owner", label: "Owner", of: ownersOfThread },
  ],
  narrowed: (list, found) => (list.chosen.way ? found : found.filter((thread) => thread.slips)),
  search: (thread) => threadName(thread) + " " + threadText(thread) + " " + ownersOfThread(thread).join(" "),
  refs: (thread) => thread.refs,
  after: (found) => {
    const held = sums(found);
    document.getElementById("slippage-sums").replaceChildren(h("p", { class: "sum" }, held.n ? [h("strong", null, counted(held.n, "commitment")), " of those listed slipped, by ",
      h("strong", null, counted(held.total, "day")), " in all; the median slip is ", h("strong", null, counted(held.middle, "day")), "."] : "None of those listed slipped."));
  },
  csv: [{ name: "Slips", value: (thread) => thread.slips }, { name: "First to latest, days", value: (thread) => thread.by }, { name: "thread_id", value: (thread) => thread.id }],
});

const groupColumns = (name) => [
  { name, look: "wide", value: (row) => row.name },
  { name: "Slipped", number: true, value: (row) => row.n },
  { name: "Days in all", number: true, value: (row) => row.total },
  { name: "Median days", number: true, value: (row) => row.middle },
];

new List("sections", { thing: "section", rows: () => grouping((thread) => [sectionOfThread(thread) || "no section"]), columns: groupColumns("Section") });
new List("owners", { thing: "owner", rows: () => grouping((thread) => { const held = ownersOfThread(thread); return held.length ? held : ["no owner"]; }), columns: groupColumns("Owner") });
