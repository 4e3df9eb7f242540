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
      if (key < 0) continue;
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

function threadName(thread) {
  return thread.refs.length ? thread.refs.join(", ") : "no ref";
}

function threadText(thread) {
  const action = lastAction(thread);
  return action ? say(action.text) : "";
}
