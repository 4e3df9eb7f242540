// A list that people can search, filter, sort, page through and download. Only the rows of one page are drawn.
const PAGE_ROWS = 200;
const lists = {};

class List {
  // columns: {name, value(row), cell(row), number, wide, sort(row)}; filters: {name, label, of(row) -> value or values,
  // say(value)}; search(row) -> text; open(row) -> node; rows() -> all rows; id(row) -> id for deep links.
  constructor(name, given) {
    Object.assign(this, { name, found: [], page: 0, query: "", chosen: {}, by: null, down: false, opened: new Set() }, given);
    this.filters = given.filters || [];
    this.element = document.querySelector('[data-list="' + name + '"]');
    this.index = null;
    lists[name] = this;
  }

  draw() {
    if (!this.drawn) {
      this.drawn = true;
      this.all = this.rows();
      this.element.classList.add("list");
      this.body = h("div", { class: "list-body" });
      this.count = h("p", { class: "count", role: "status" });
      this.pager = h("div", { class: "pager" });
      this.element.append(this.controls(), this.count, this.body, this.pager);
    }
    this.refresh();
  }

  controls() {
    const form = h("form", { class: this.filters.length || this.search ? "controls" : "controls bare", onsubmit: (event) => event.preventDefault() });
    if (this.search) {
      this.field = h("input", { type: "search", id: this.name + "-q", autocomplete: "off", oninput: () => this.later() });
      form.append(h("div", null, h("label", { for: this.name + "-q" }, "Search"), this.field));
    }
    this.selects = {};
    // On a phone the filters are folded away until they are asked for.
    const filters = h("div", { class: "filters" });
    if (this.filters.length) {
      const fold = h("button", { type: "button", class: "fold", "aria-expanded": "false", onclick: () => fold.setAttribute("aria-expanded", String(filters.classList.toggle("unfolded"))) }, "Filters and order");
      form.append(fold);
    } else filters.classList.add("unfolded");
    form.append(filters);
    for (const filter of this.filters) {
      const values = this.values(filter);
      if (values.length < 2 && !filter.always) continue;
      const id = this.name + "-" + filter.name;
      const select = h("select", { id, onchange: () => this.choose(filter.name, select.value) },
        h("option", { value: "" }, filter.any || "all"),
        values.map((value) => h("option", { value }, cut(filter.say ? filter.say(value) : plain(value), 70))));
      this.selects[filter.name] = select;
      filters.append(h("div", null, h("label", { for: id }, filter.label), select));
    }
    this.sorter = h("select", { id: this.name + "-sort", onchange: () => this.sortBy(...this.sorter.value.split(":")) },
      h("option", { value: ":" }, "as listed"),
      this.columns.flatMap((column, i) => column.name ? [h("option", { value: i + ":up" }, column.name + ", rising"),
        h("option", { value: i + ":down" }, column.name + ", falling")] : []));
    filters.append(h("div", { class: "sorter" }, h("label", { for: this.name + "-sort" }, "Sort by"), this.sorter));
    form.append(h("div", { class: "buttons" },
      this.filters.length || this.search ? h("button", { type: "button", onclick: () => this.clear() }, "Clear") : null,
      h("button", { type: "button", onclick: () => this.download() }, "Download as CSV")));
    return form;
  }

  values(filter) {
    if (filter.values) return filter.values();
    const found = new Map();
    for (const row of this.all) for (const value of [filter.of(row)].flat()) if (value) found.set(value, (found.get(value) || 0) + 1);
    return [...found.keys()].sort((a, b) => String(a).localeCompare(String(b), "en-GB", { numeric: true }));
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.query = this.field.value; this.page = 0; this.refresh(); }, 120);
  }

  choose(name, value) {
    this.chosen[name] = value;
    this.page = 0;
    this.refresh();
  }

  // Set search and filters from a link; what it does not name is cleared.
  set(wanted) {
    this.query = wanted.get("q") || "";
    this.chosen = {};
    for (const filter of this.filters) this.chosen[filter.name] = wanted.get(filter.name) || "";
    this.page = 0;
    this.draw();
  }

  clear() {
    this.set(new URLSearchParams());
  }

  sortBy(column, way) {
    this.by = column === "" ? null : Number(column);
    this.down = way === "down";
    this.page = 0;
    this.refresh();
  }

  passes(row, needles) {
    for (const filter of this.filters) {
      const wanted = this.chosen[filter.name];
      if (!wanted) continue;
      if (filter.passes ? !filter.passes(row, wanted, this.chosen) : ![filter.of(row)].flat().map(String).includes(wanted)) return false;
    }
    if (!needles.length) return true;
    const text = this.indexed(row);
    return needles.every((needle) => text.includes(needle));
  }

  indexed(row) {
    this.index = this.index || new Map();
    if (!this.index.has(row)) this.index.set(row, folded(this.search(row)));
    return this.index.get(row);
  }

  select() {
    const needles = folded(this.query).split(/\s+/).filter(Boolean);
    let found = this.all.filter((row) => this.passes(row, needles));
    if (this.narrowed) found = this.narrowed(this, found);
    if (this.by !== null) found = this.sorted(found);
    else if (needles.length === 1 && this.refs) {
      const first = (row) => (this.refs(row).some((ref) => folded(ref) === needles[0]) ? 0 : 1);
      found = found.map((row) => [first(row), row]).sort((a, b) => a[0] - b[0]).map((pair) => pair[1]);
    }
    return found;
  }

  sorted(found) {
    const column = this.columns[this.by];
    const key = column.sort || column.value;
    const sign = this.down ? -1 : 1;
    const empty = (value) => value === null || value === undefined || value === "";
    return found.map((row) => [key(row), row]).sort(([a], [b]) => {
      if (empty(a) || empty(b)) return empty(a) - empty(b);
      return sign * (typeof a === "number" ? a - b : String(a).localeCompare(String(b), "en-GB", { numeric: true }));
    }).map((pair) => pair[1]);
  }

  refresh() {
    if (this.field && this.field.value !== this.query) this.field.value = this.query;
    for (const [name, select] of Object.entries(this.selects)) select.value = this.chosen[name] || "";
    this.sorter.value = this.by === null ? ":" : this.by + ":" + (this.down ? "down" : "up");
    this.found = this.select();
    this.pages = Math.max(1, Math.ceil(this.found.length / PAGE_ROWS));
    this.page = Math.min(this.page, this.pages - 1);
    const from = this.page * PAGE_ROWS;
    const shown = this.found.slice(from, from + PAGE_ROWS);
    this.body.replaceChildren(shown.length ? this.table(shown) : h("p", { class: "none" }, this.all.length ? "Nothing matches." : this.empty || "There is none."));
    const whole = this.found.length === this.all.length;
    const some = this.pages > 1 ? ", rows " + (from + 1).toLocaleString("en-GB") + " to " + (from + shown.length).toLocaleString("en-GB") + " shown" : "";
    this.count.textContent = counted(this.found.length, this.thing || "row") + (whole ? "" : " of " + this.all.length.toLocaleString("en-GB")) + some;
    this.pager.replaceChildren(...this.pageButtons());
    if (this.after) this.after(this.found);
  }

  pageButtons() {
    if (this.pages < 2) return [];
    const go = (page) => { this.page = page; this.refresh(); this.element.scrollIntoView(); };
    return [
      h("button", { type: "button", disabled: this.page === 0, onclick: () => go(this.page - 1) }, "Previous page"),
      h("span", null, "page " + (this.page + 1) + " of " + this.pages),
      h("button", { type: "button", disabled: this.page === this.pages - 1, onclick: () => go(this.page + 1) }, "Next page"),
    ];
  }

  table(shown) {
    this.shown = shown;
    const heads = this.columns.map((column, i) => h("th", { scope: "col", role: "columnheader", class: column.number ? "number" : column.look,
      "aria-sort": this.by === i ? (this.down ? "descending" : "ascending") : null },
      column.name ? h("button", { type: "button", class: "sort", onclick: () => { this.sortBy(i, this.by === i && !this.down ? "down" : "up"); this.focusHead(i); } },
        column.name, h("span", { "aria-hidden": "true" }, this.by === i ? (this.down ? " ▼" : " ▲") : " ↕")) : h("span", { class: "unseen" }, "Open"),
      column.head ? column.head(this.found) : null));
    const body = h("tbody", { role: "rowgroup" });
    shown.forEach((row, i) => body.append(...this.lines(row, i)));
    return h("table", { role: "table", class: this.look, "aria-label": this.label || several(this.thing) },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads)), body);
  }

  focusHead(i) {
    const button = this.body.querySelectorAll("th")[i].querySelector("button");
    if (button) button.focus();
  }

  lines(row, i) {
    const line = h("tr", { role: "row" }, this.columns.map((column) => h("td", { role: "cell", "data-name": column.name || null,
      class: column.number ? "number" : column.look }, this.content(column, row, i))));
    if (!this.open) return [line];
    const detail = h("tr", { role: "row", class: "detail", hidden: true }, h("td", { role: "cell", colspan: this.columns.length }));
    detail.id = this.name + "-detail-" + row.at;
    const button = line.querySelector("button.open");
    button.setAttribute("aria-controls", detail.id);
    button.addEventListener("click", () => this.toggle(row, button, detail));
    line.dataset.at = row.at;
    if (this.opened.has(row.at)) this.toggle(row, button, detail, true);
    return [line, detail];
  }

  content(column, row, i) {
    if (column.opens) return h("button", { type: "button", class: "open", "aria-expanded": "false" }, column.opens(row));
    if (column.cell) return column.cell(row, i, this.shown);
    return words(column.value(row));
  }

  toggle(row, button, detail, opening) {
    const open = opening || detail.hidden;
    if (open && !detail.firstChild.firstChild) detail.firstChild.append(this.open(row));
    detail.hidden = !open;
    button.setAttribute("aria-expanded", String(open));
    if (open) this.opened.add(row.at);
    else this.opened.delete(row.at);
  }

  // Bring one row on the page, open, and take the reader there; the filters give way to it.
  show(row) {
    this.query = "";
    this.chosen = {};
    this.by = null;
    this.opened.add(row.at);
    this.all = this.all || this.rows();
    this.draw();
    this.page = Math.floor(this.found.indexOf(row) / PAGE_ROWS);
    this.refresh();
    const line = this.body.querySelector('tr[data-at="' + row.at + '"]');
    line.classList.add("target");
    line.scrollIntoView({ block: "start" });
    line.querySelector("button.open").focus({ preventScroll: true });
  }

  download() {
    const columns = this.columns.filter((column) => column.name);
    const guard = (text) => (/^[=+\-@]/.test(text) ? "'" + text : text);
    const cell = (value) => {
      const text = value === null || value === undefined ? "" : typeof value === "number" ? String(value) : guard(String(value));
      return /[",\r\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
    };
    const more = this.csv || [];
    const records = [[...columns.map((column) => column.name), ...more.map((column) => column.name)]];
    for (const row of this.found) records.push([...columns, ...more].map((column) => column.value(row)));
    const text = "\ufeff" + records.map((record) => record.map(cell).join(",")).join("\n") + "\n";
    const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
    const anchor = h("a", { href: url, download: "planthread-" + this.name + ".csv" });
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  }
}
