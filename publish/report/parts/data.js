// The rows, parsed when they are first needed. A row is an object with the names of its columns; `at` is its position.
const parsed = {};

function raw(name) {
  return JSON.parse(document.getElementById("data-" + name).textContent);
}

function rows(name) {
  if (!parsed[name]) {
    const columns = (parsed.columns = parsed.columns || raw("columns"))[name];
    parsed[name] = raw(name).map((values, at) => {
      const row = { at };
      for (let i = 0; i < columns.length; i++) row[columns[i]] = values[i];
      return row;
    });
  }
  return parsed[name];
}

function once(make) {
  let held;
  return () => (held === undefined ? (held = make()) : held);
}

const texts = once(() => raw("texts"));
const pictures = once(() => raw("pictures"));

function say(position) {
  return texts()[position];
}

function one(table, at) {
  return at < 0 ? null : rows(table)[at];
}

function byId(table) {
  const name = "ids " + table;
  if (!parsed[name]) parsed[name] = new Map(rows(table).map((row) => [row.id, row]));
  return parsed[name];
}

function grouped(table, keys) {
  const found = new Map();
  for (const row of rows(table)) {
    for (const key of keys(row)) {
      if (key === -1) continue;
      if (found.has(key)) found.get(key).push(row);
      else found.set(key, [row]);
    }
  }
  return found;
}

const changesOfAction = once(() => grouped("changes", (change) => change.old_actions.concat(change.new_actions)));
const changesOfThread = once(() => grouped("changes", (change) => [change.thread]));
const linksFrom = once(() => grouped("thread_links", (joined) => [joined.from]));
const linksTo = once(() => grouped("thread_links", (joined) => [joined.to]));
const linksOfNew = once(() => grouped("links", (joined) => [joined.new]));

function versionName(at) {
  const version = one("versions", at);
  return version ? version.label : "";
}

function fileOf(version) {
  return version ? one("papers", version.paper).file : "";
}

// How a rating looks and reads: the plan's key has its printed word.
function rating(action) {
  if (!action.rating) return null;
  const plan = one("versions", action.version).plan;
  const held = rows("ratings").find((entry) => entry.plan === plan && entry.code === action.rating);
  return held || { printed: action.rating, look: "other", meaning: null, complete: false };
}

function ratingTag(action) {
  const held = rating(action);
  return held ? tag(held.printed, held.look) : null;
}

function lastAction(thread) {
  return thread.actions.length ? one("actions", thread.actions[thread.actions.length - 1]) : null;
}

function sectionOf(action) {
  const section = action ? one("sections", action.section) : null;
  return section ? say(section.path) : "";
}

function ownersOf(action) {
  return action ? action.owners.map(say) : [];
}

// By its refs; what has none by its first words.
function threadName(thread) {
  return thread.refs.length ? thread.refs.join(", ") : "“" + cut(threadText(thread) || "no words", 32) + "”";
}

// Of the statements of a commitment the last that says something: what a change log quotes has no section or owner.
function lastSaying(thread, of) {
  for (let i = thread.actions.length - 1; i >= 0; i--) {
    const found = of(one("actions", thread.actions[i]));
    if (found.length) return found;
  }
  return of(null);
}

const sectionOfThread = (thread) => lastSaying(thread, sectionOf);
const ownersOfThread = (thread) => lastSaying(thread, ownersOf);

// The findings about a commitment: those that name it, one of its statements or, in its plan, one of its refs.
const findingsByRef = once(() => grouped("findings", (finding) => finding.refs));

function findingsOf(thread) {
  const found = new Set();
  for (const ref of thread.refs) for (const finding of findingsByRef().get(ref) || []) if (planOfFinding(finding) === thread.plan) found.add(finding);
  return [...found];
}

function planOfFinding(finding) {
  if (finding.version >= 0) return one("versions", finding.version).plan;
  if (finding.thread >= 0) return one("threads", finding.thread).plan;
  const version = rows("versions").find((held) => held.paper === finding.paper);
  return version ? version.plan : -1;
}

const declaredByRef = once(() => grouped("declared", (entry) => [...new Set(entry.from_refs.concat(entry.to_refs))]));

function declaredOf(thread) {
  const plans = (entry) => rows("versions").filter((version) => version.paper === entry.paper).map((version) => version.plan);
  const found = new Set();
  for (const ref of thread.refs) for (const entry of declaredByRef().get(ref) || []) if (plans(entry).includes(thread.plan)) found.add(entry);
  return [...found];
}

function threadText(thread) {
  const action = lastAction(thread);
  return action ? say(action.text) : "";
}
