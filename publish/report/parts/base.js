// Elements are made with text only, never with markup: what a paper prints stays what it prints.
const SVG = "http://www.w3.org/2000/svg";

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false || child === "") continue;
    element.append(child.nodeType ? child : String(child));
  }
  return element;
}

function h(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function s(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

// Printed words, kept apart from what stands around them: a right-to-left mark in them turns nothing else.
function words(text, tag) {
  return text ? h(tag || "span", { class: "words", dir: "auto" }, text) : null;
}

function several(thing) {
  return thing.replace(/([^aeiou])y$/, "$1ie") + "s";
}

function counted(number, thing) {
  return number.toLocaleString("en-GB") + " " + (number === 1 ? thing : several(thing));
}

function plain(name) {
  return String(name).replace(/_/g, " ");
}

function capital(text) {
  return text ? text[0].toUpperCase() + text.slice(1) : text;
}

function cut(text, most) {
  const letters = Array.from(text || "");
  return letters.length > most ? letters.slice(0, most - 1).join("") + "…" : text || "";
}

function folded(text) {
  return String(text).normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

function median(numbers) {
  const sorted = numbers.slice().sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function tag(text, look) {
  return h("span", { class: "tag look-" + (look || "plain") }, text);
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

// A date as people write it; what is no whole date stays as it is.
function dayWords(text) {
  const found = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text || "");
  return found ? Number(found[3]) + " " + MONTHS[found[2] - 1] + " " + found[1] : text;
}

// An explanation whose [-words out-] and {+words in+} are shown as such.
function marked(text) {
  const parts = text.split(/\[-(.*?)(?:-\]|$)|\{\+(.*?)(?:\+\}|$)/s);
  return h("span", { class: "words", dir: "auto" }, parts.map((part, i) => part ? (i % 3 ? h(i % 3 === 1 ? "del" : "ins", null, part) : part) : null));
}

function definitions(pairs) {
  const held = pairs.filter((pair) => pair[1] !== null && pair[1] !== undefined && pair[1] !== "");
  return h("dl", { class: "facts" }, held.map(([name, value]) => h("div", null, h("dt", null, name), h("dd", null, value))));
}

// A page may be asked for a picture's or wording's place at any time: links are made from ids alone.
function link(kind, id, text) {
  return h("a", { href: "#" + kind + "-" + encodeURIComponent(id) }, text);
}
