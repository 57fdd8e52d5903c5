// The observer's form, after offline.js: keeps each report on this device while it is written, closes it, and hands it out as a file
// and as parts of text. It sends nothing. Without this script the form can be printed and filled in by hand.

// MARK: SHA-256 (FIPS 180-4), here because browsers offer theirs only to pages of trusted origin.

const primes = (count) => {
  const found = [];
  for (let number = 2; found.length < count; number += 1) if (found.every((prime) => number % prime)) found.push(number);
  return found;
};
const fractionBits = (root) => ((root - Math.floor(root)) * 2 ** 32) | 0;
const constants = primes(64).map((prime) => fractionBits(Math.cbrt(prime)));
const start = primes(8).map((prime) => fractionBits(Math.sqrt(prime)));

function sha256(bytes) {
  const padded = new Uint8Array(((bytes.length + 8 >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(padded.length - 8, Math.floor(bytes.length / 2 ** 29));
  view.setUint32(padded.length - 4, bytes.length << 3);
  const state = start.slice();
  const words = new Int32Array(64);
  const turn = (word, by) => (word >>> by) | (word << (32 - by));
  for (let block = 0; block < padded.length; block += 64) {
    for (let index = 0; index < 16; index += 1) words[index] = view.getInt32(block + index * 4);
    for (let index = 16; index < 64; index += 1) {
      const [early, late] = [words[index - 15], words[index - 2]];
      words[index] = words[index - 16] + (turn(early, 7) ^ turn(early, 18) ^ (early >>> 3))
        + words[index - 7] + (turn(late, 17) ^ turn(late, 19) ^ (late >>> 10));
    }
    let [a, b, c, d, e, f, g, h] = state;
    for (let index = 0; index < 64; index += 1) {
      const first = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + constants[index] + words[index]) | 0;
      const second = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
    }
    [a, b, c, d, e, f, g, h].forEach((word, index) => { state[index] = (state[index] + word) | 0; });
  }
  return state.map((word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}

const utf8 = (text) => new TextEncoder().encode(text);

// MARK: What is handed in. Documentation/Formats/ObserverReport.md and MultiPart.md.

function reportText(report) {
  const line = JSON.stringify(report);
  return `${line}\nsha256 ${sha256(utf8(line))}\n`;
}

function parts(text, piece = 480) {
  const bytes = utf8(text);
  const hash = sha256(bytes);
  const count = Math.ceil(bytes.length / piece);
  return Array.from({ length: count }, (_, index) => {
    const body = btoa(String.fromCharCode(...bytes.subarray(index * piece, (index + 1) * piece)));
    const head = `${hash} ${index + 1} ${count}`;
    return `sailau-part-1 ${head} ${sha256(utf8(`${head} ${body}`)).slice(0, 8)} ${body}`;
  });
}

// MARK: The page.

function fillIn() {
  const form = document.getElementById("form");
  const words = form.dataset;
  const element = (id) => document.getElementById(id);
  const shelf = new Shelf(`sailau-observer/${words.form}/`);
  const memory = shelf.entries;
  const controls = () => [...form.elements].filter((control) => control.name && control.type !== "file");
  let current = null;

  const showKept = () => { element("unkept").hidden = shelf.keeps; };
  const store = (id, entry) => {
    shelf.put(id, entry);
    showKept();
  };

  function begin(values = {}) {
    const id = freshName();
    store(id, { written: localClock(), values: { day: localClock().slice(0, 10), ...values }, photographs: {} });
    open(id);
  }

  function listReports() {
    const sorted = [...memory].sort((one, other) => (one[1].written < other[1].written ? 1 : -1));
    element("reports").querySelector("ul").replaceChildren(...sorted.map(([id, entry]) => {
      const item = make("li");
      const state = entry.closed ? words.closed : words.draft;
      const button = make("button", `${entry.values.station || "–"} · ${entry.values.day} · ${state}`, { type: "button", class: "quiet" });
      if (id === current) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => { open(id); element(entry.closed ? "handed" : "form").focus(); });
      item.append(button);
      return item;
    }));
  }

  function open(id) {
    current = id;
    const entry = memory.get(id);
    for (const control of controls()) {
      const value = entry.values[control.name] ?? "";
      if (control.type === "radio") control.checked = control.value === value;
      else control.value = value;
    }
    showProblems(form, []);
    showPhotographs();
    form.hidden = Boolean(entry.closed);
    element("handed").hidden = !entry.closed;
    if (entry.closed) handOut(entry);
    listReports();
  }

  function showPhotographs() {
    for (const input of form.querySelectorAll("input[type=file]")) {
      const list = element(`${input.id}-list`);
      const own = memory.get(current).photographs[input.dataset.item] ?? [];
      list.replaceChildren(...own.map((photograph, place) => {
        const item = make("li", `${photograph.name} · ${photograph.sha256.slice(0, 16)}… `);
        const button = make("button", words.remove, { type: "button", class: "quiet", "aria-label": `${words.remove}: ${photograph.name}` });
        button.addEventListener("click", () => {
          const entry = memory.get(current);
          entry.photographs[input.dataset.item].splice(place, 1);
          store(current, entry);
          showPhotographs();
          input.focus();
        });
        item.append(button);
        return item;
      }));
    }
  }

  function keep() {
    const entry = memory.get(current);
    if (entry.closed) return;
    entry.values = {};
    for (const control of controls()) {
      if (control.name === "signature" || (control.type === "radio" && !control.checked)) continue;
      if (control.value) entry.values[control.name] = wellFormed(control.value);
    }
    store(current, entry);
    listReports();
  }

  async function addPhotographs(input) {
    const id = current;
    for (const file of input.files) {
      const sum = sha256(new Uint8Array(await file.arrayBuffer()));
      const entry = memory.get(id);
      const own = (entry.photographs[input.dataset.item] ??= []);
      const all = Object.values(entry.photographs).flat();
      if (!all.some((known) => known.sha256 === sum)) own.push({ sha256: sum, name: file.name, bytes: file.size });
      store(id, entry);
    }
    input.value = "";
    showPhotographs();
  }

  // MARK: Closing

  function problems() {
    const found = [];
    const values = memory.get(current).values;
    const photographs = memory.get(current).photographs;
    for (const field of form.querySelectorAll("[data-name]")) {
      const name = field.dataset.name;
      const value = name === "signature" ? element("signature").value.trim() : (values[name] ?? "").trim();
      const required = field.dataset.required !== undefined;
      if (required && !value && !(photographs[name] ?? []).length) found.push([field, words.required]);
      else if (field.dataset.kind === "number" && value && !/^[0-9]{1,9}$/.test(value)) found.push([field, words.number]);
      else if (name === "signature" && value !== (values.observer ?? "").trim()) found.push([field, words.signature]);
    }
    return found;
  }

  function close() {
    keep();
    const found = problems();
    showProblems(form, found);
    if (found.length) return;
    const entry = memory.get(current);
    const value = (name) => (entry.values[name] ?? "").trim();
    const answers = [];
    const photographs = [];
    for (const field of form.querySelectorAll("[data-item-kind]")) {
      const item = field.dataset.name;
      const own = entry.photographs[item] ?? [];
      const answer = field.dataset.itemKind === "photograph" ? own.map((one) => one.sha256).join(" ") : value(item);
      photographs.push(...own);
      if (answer) answers.push({ item, answer });
    }
    entry.closed = reportText({
      format: "sailau-observer-report/1", report: current, form: words.form, form_sha256: words.version,
      language: document.documentElement.lang, station: value("station"), observer: value("observer"), team: value("team"),
      day: value("day"), signed_off: { by: element("signature").value.trim(), at: localClock().slice(0, 16) }, answers, photographs,
    });
    store(current, entry);
    element("signature").value = "";
    open(current);
    element("handed").focus();
  }

  let address = null;
  function handOut(entry) {
    if (address) URL.revokeObjectURL(address);
    address = URL.createObjectURL(new Blob([entry.closed], { type: "text/plain" }));
    const name = [words.form, entry.values.station, entry.values.observer, current.slice(0, 6)].join("-").replace(/[^\p{L}\p{N}-]+/gu, "_");
    const link = element("download");
    link.href = address;
    link.download = `${name}.report`;
    element("sum").textContent = entry.closed.trim().split(" ").pop();
    const all = parts(entry.closed);
    element("parts").replaceChildren(...all.map((text, index) => {
      const item = make("li");
      const title = `${words.part} ${index + 1} / ${all.length}`;
      const area = make("textarea", "", { readonly: "", rows: "3", "aria-label": title, spellcheck: "false" });
      area.value = text;
      const button = make("button", `${words.copy}: ${title}`, { type: "button", class: "quiet" });
      button.addEventListener("click", async () => {
        area.select();
        // Browsers that give the clipboard to trusted pages only still have what is selected.
        try { await navigator.clipboard.writeText(text); } catch { document.execCommand("copy"); }
        element("said").textContent = `${words.copied}: ${title}`;
      });
      item.append(area, button);
      return item;
    }));
  }

  form.addEventListener("input", (event) => { if (event.target.type !== "file" && event.target.id !== "signature") keep(); });
  form.addEventListener("change", (event) => { if (event.target.type === "file") addPhotographs(event.target); });
  form.addEventListener("submit", (event) => { event.preventDefault(); close(); });
  element("new").addEventListener("click", () => {
    const { observer, team, day } = memory.get(current).values;
    begin(Object.fromEntries(Object.entries({ observer, team, day }).filter(([, value]) => value)));
    element("station").focus();
  });
  element("delete").addEventListener("click", () => {
    shelf.remove(current);
    element("deleting").open = false;
    if (memory.size) open([...memory.keys()].pop());
    else begin();
    element("said").textContent = words.deleted;
    element("new").focus();
  });
  shelf.watch(listReports);

  showKept();
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  element("paper").hidden = true;
  const drafts = [...memory].filter(([, entry]) => !entry.closed).sort((one, other) => (one[1].written < other[1].written ? 1 : -1));
  const last = drafts[0] ?? [...memory].sort((one, other) => (one[1].written < other[1].written ? 1 : -1))[0];
  if (last) open(last[0]);
  else begin();

  registerWorker("observer.js", () => { element("offline").hidden = false; });
}

if (typeof document === "undefined") keepPage();
else fillIn();
