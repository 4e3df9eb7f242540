// Where something stands in its paper: in words always, and as a picture where the page holds one.
function placeWords(places) {
  if (!places.length) return "No place is known.";
  return places.map(([paper, page, table, row, line, joined]) => {
    const said = [one("papers", paper) ? one("papers", paper).file : null];
    if (page) said.push("page " + page);
    if (table) said.push("table " + table);
    if (row) said.push("row " + row);
    if (line) said.push("line " + line);
    return said.filter(Boolean).join(", ") + (joined ? " (" + say(joined) + ")" : "");
  }).join("; ");
}

// `shown`: pictures that stand beside it already; the same rows are shown once.
function place(subject, of, shown) {
  const numbers = (subject.pictures && pictures().of[subject.pictures] || []).filter((number) => !shown || !shown.has(number));
  if (shown) numbers.forEach((number) => shown.add(number));
  const held = numbers.map((number) => pictures().drawn[number]);
  const file = subject.places.length ? one("papers", subject.places[0][0]).file : "the paper";
  return h("div", { class: "place" },
    h("p", null, h("strong", null, "In the paper: "), words(placeWords(subject.places))),
    held.map(([page, uri, width, height, cutOff]) => h("figure", null,
      h("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Page " + page + " of " + file + ", the part with " + of },
        h("img", { src: uri, width, height, alt: "Picture of page " + page + " of " + file + ", the rows of " + of })),
      h("figcaption", null, "Page " + page + " of ", words(file), cutOff ? "; the rows go on below" : null))));
}

// One side of a word-level diff. The marks − and + say without colour what went out and what came in.
const MARKS = { "-": ["del", "−", "taken out: "], "+": ["ins", "+", "put in: "], "<": ["del", "−→", "moved from here: "], ">": ["ins", "+→", "moved to here: "] };

function side(spans, codes) {
  return h("p", { class: "wording words", dir: "auto" }, spans.filter(([code]) => codes.includes(code)).map(([code, text, before]) => {
    if (code === "=") return [before !== undefined && codes.includes("-") && !codes.includes("+") ? before : text, " "];
    const [name, mark, said] = MARKS[code];
    return [h(name, null, h("span", { class: "mark", "aria-hidden": "true" }, mark), h("span", { class: "unseen" }, said), text), " "];
  }));
}

function wordings(old, now, spans) {
  const oldSide = spans ? side(spans, "=-<") : words(old, "p");
  const newSide = spans ? side(spans, "=+>") : words(now, "p");
  return [oldSide || h("p", { class: "nothing" }, "No wording is held."), newSide || h("p", { class: "nothing" }, "No wording is held.")];
}

function timescale(action) {
  const printed = say(action.timescale);
  const read = action.due.map(([label, text, kind, by, inferred]) => {
    const when = by ? "by " + by : plain(kind);
    return (label ? say(label) + ": " : "") + (say(text) && say(text) !== printed ? say(text) + " = " : "") + when + (inferred ? " (" + say(inferred) + ")" : "");
  }).join("; ");
  if (!printed && !read) return null;
  return [words(printed || "none printed"), read ? [" (read as: ", words(read), ")"] : null];
}

function actionFacts(action) {
  return definitions([
    ["Ref", action.ref ? [action.ref, action.repair ? [" (", words(say(action.repair)), ")"] : null] : "none printed"],
    ["Section", words(sectionOf(action))],
    ["Timescale", timescale(action)],
    ["Owner", words(say(action.owner) || ownersOf(action).join("; "))],
    ["Rating", ratingTag(action)],
    ["Progress", words(say(action.progress))],
    ["Next steps", words(say(action.next_steps))],
  ]);
}
