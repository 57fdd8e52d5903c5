// The page on which media are coded, after offline.js: keeps each coding on this device while it is written, checks it as the reader of
// `media import` does, and hands all of them out as one table. It sends nothing.

// MARK: The table, byte for byte as the program writes it.

/** Names in the order of their code points in composed form. */
function inOrder(one, other) {
  const [left, right] = [[...one.normalize("NFC")], [...other.normalize("NFC")]];
  for (let place = 0; place < Math.min(left.length, right.length); place += 1) {
    const difference = left[place].codePointAt(0) - right[place].codePointAt(0);
    if (difference) return difference;
  }
  return left.length - right.length;
}

function mediaTable(columns, rows) {
  const field = (text) => (/[",;\n\r]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text);
  const sorted = [...rows].sort((one, other) => inOrder(one.outlet, other.outlet) || inOrder(one.date, other.date)
    // A piece without a time comes first.
    || inOrder(one.start, other.start) || inOrder(one.unit, other.unit));
  return [columns, ...sorted.map((row) => columns.map((name) => row[name] ?? ""))]
    .map((fields) => `${fields.map(field).join(",")}\n`).join("");
}

/** A day that there is, of the years 1 to 9999. */
function isDay(text) {
  if (!/^\d{4}-\d\d-\d\d$/.test(text) || text.startsWith("0000")) return false;
  const time = Date.parse(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

// MARK: The page

function code() {
  const element = (id) => document.getElementById(id);
  const form = element("form");
  const words = form.dataset;
  const shelf = new Shelf(`sailau-media/${encodeURIComponent(words.title)}/${encodeURIComponent(words.coder)}/`);
  const controls = () => [...form.elements].filter((control) => control.name);
  const options = Object.fromEntries(["outlet", "subject"].map((name) => [
    name, new Map([...element(name).options].filter((one) => one.value).map((one) => [one.value, one])),
  ]));
  const option = (name, value) => options[name].get(value);
  const say = (text) => { element("said").textContent = text; };
  /** The pieces that the page was made for. */
  const listed = new Map([...document.querySelectorAll("#pieces [data-unit]")].map((item) => [item.dataset.unit, { ...item.dataset }]));
  let current = null;
  /** When the clock was started, by the time since the page was loaded. */
  let running = null;

  // MARK: A coding

  /** What says which piece it is: from the list, or as it was chosen. */
  const identity = (id) => {
    const { outlet, date, programme, start, subject } = listed.get(id) ?? shelf.entries.get(id)?.values ?? {};
    return { outlet, date, programme, start, subject };
  };
  const values = (id) => ({ ...shelf.entries.get(id)?.values, ...identity(id) });
  const isFixed = (id) => listed.has(id) || Boolean(shelf.entries.get(id)?.listed);
  const isPrint = (outlet) => option("outlet", outlet)?.dataset.medium === "print";
  const title = (id) => {
    const { outlet, date, start, programme, subject } = identity(id);
    return [outlet, date, start, programme, option("subject", subject)?.textContent].filter(Boolean).join(" · ") || words.fresh;
  };

  /** What is wrong with a coding: the reader's limits, and names that the lists have. */
  function faults(id) {
    const own = values(id);
    const found = [];
    const expect = (name, condition, text) => { if (!condition) found.push([name, text]); };
    expect("outlet", option("outlet", own.outlet), words.choose);
    expect("date", isDay(own.date ?? ""), words.day);
    expect("start", !own.start || /^([01]\d|2[0-3]):[0-5]\d$/.test(own.start), words.time);
    expect("subject", option("subject", own.subject), words.choose);
    const amount = isPrint(own.outlet) ? "area" : "seconds";
    const digits = own[amount] ?? "";
    expect(amount, /^\d{1,18}$/.test(digits) && Number(digits) <= Number(words.greatest), words.number);
    for (const name of ["format", "direct", "tone"]) expect(name, own[name], words.choose);
    return found;
  }

  const state = (id) => {
    const entry = shelf.entries.get(id);
    if (!entry) return "open";
    if (!entry.coded || faults(id).length) return "draft";
    return entry.handed ? "handed" : "coded";
  };

  function row(id) {
    const own = values(id);
    const print = isPrint(own.outlet);
    const subject = option("subject", own.subject);
    return {
      unit: id, coder: words.coder, outlet: own.outlet, ownership: option("outlet", own.outlet).dataset.ownership, date: own.date,
      programme: own.programme ?? "", start: print ? "" : own.start ?? "", subject: subject.dataset.name, subject_kind: subject.dataset.kind,
      // Digits without zeros before them, as the program writes numbers.
      seconds: print ? "" : `${Number(own.seconds)}`, square_centimetres: print ? `${Number(own.area)}` : "", format: own.format,
      direct_speech: own.direct, tone: own.tone, topic: own.topic ?? "",
    };
  }

  function store(id, entry) {
    shelf.put(id, entry);
    element("unkept").hidden = shelf.keeps;
  }

  function keep() {
    const entry = shelf.entries.get(current);
    const own = isFixed(current) ? identity(current) : {};
    // The fields that say which piece it is are empty where it is fixed.
    for (const control of controls()) {
      if (control.name in own || (control.type === "radio" && !control.checked)) continue;
      const text = wellFormed(control.value).trim();
      if (text) own[control.name] = text;
    }
    const isChanged = [...new Set([...Object.keys(own), ...Object.keys(entry?.values ?? {})])].some((name) => own[name] !== entry?.values[name]);
    if (entry && !isChanged) return;
    store(current, { values: own, listed: isFixed(current), coded: false, handed: null, written: entry?.written ?? localClock() });
  }

  // MARK: Showing

  function open(id) {
    stopClock();
    current = id;
    const own = shelf.entries.get(id)?.values ?? {};
    for (const control of controls()) {
      const value = own[control.name] ?? "";
      if (control.type === "radio") control.checked = control.value === value;
      else control.value = value;
    }
    const fixed = isFixed(id);
    element("chosen").hidden = fixed;
    element("given").hidden = !fixed;
    const known = identity(id);
    for (const place of element("given").querySelectorAll("[data-given]")) {
      const name = place.dataset.given;
      place.textContent = (name === "subject" ? option("subject", known.subject)?.textContent : known[name]) || "–";
    }
    const place = [...listed.keys()].indexOf(id);
    element("current").textContent = place >= 0 ? `${words.piece} ${place + 1} / ${listed.size}` : shelf.entries.has(id) ? words.piece : words.fresh;
    showProblems(form, []);
    showMedium();
    showPieces();
  }

  /** Seconds on air, square centimetres in print. */
  function showMedium() {
    const print = isPrint(isFixed(current) ? identity(current).outlet : element("outlet").value);
    for (const field of form.querySelectorAll("[data-medium]:not(option)")) field.hidden = (field.dataset.medium === "print") !== print;
  }

  function showPieces() {
    const own = [...shelf.entries].filter(([id]) => !listed.has(id)).sort((one, other) => (one[1].written < other[1].written ? -1 : 1));
    const all = [...listed.keys(), ...own.map(([id]) => id)];
    const states = new Map(all.map((id) => [id, state(id)]));
    element("pieces").replaceChildren(...all.map((id) => {
      const item = make("li");
      const button = make("button", `${title(id)} – ${words[states.get(id)]}`, { type: "button", class: "quiet", "data-state": states.get(id) });
      if (id === current) button.setAttribute("aria-current", "true");
      button.addEventListener("click", () => { open(id); element("current").focus(); });
      item.append(button);
      return item;
    }));
    element("none").hidden = all.length > 0;
    for (const place of document.querySelectorAll("[data-count]")) {
      place.textContent = [...states.values()].filter((one) => one === place.dataset.count).length;
    }
    element("withdrawing").hidden = !shelf.entries.has(current);
    // What was written before is offered again, so that it is written in one way.
    for (const name of ["programme", "topic"]) {
      const known = new Set([...shelf.entries.keys()].map((id) => values(id)[name]).filter(Boolean));
      element(`${name}s`).replaceChildren(...[...known].sort(inOrder).map((value) => make("option", "", { value })));
    }
    return states;
  }

  /** The next piece that is to be coded; none where all are. */
  function waiting(after = null) {
    const all = [...new Set([...listed.keys(), ...shelf.entries.keys()])];
    const from = all.indexOf(after) + 1;
    return [...all.slice(from), ...all.slice(0, from)].find((id) => ["open", "draft"].includes(state(id)));
  }

  /** Goes to the next piece, or to an empty form with what mostly stays. */
  function next() {
    const following = listed.size ? waiting(current) : null;
    if (following) open(following);
    else if (listed.size) {
      open(current);
      element("handing").focus();
      return say(words.done);
    } else {
      const { outlet, date, programme } = values(current);
      begin({ outlet, date, programme });
    }
    const first = controls().find((control) => control.getClientRects().length && (control.type === "radio" || !control.value));
    (first ?? element("current")).focus();
    say(`${words.saved} ${element("current").textContent}`);
  }

  function begin(carried = {}) {
    open(`u${freshName()}`);
    for (const [name, value] of Object.entries(carried)) if (value) element(name).value = value;
    showMedium();
  }

  // MARK: The clock

  function clearClock() {
    running = null;
    element("clock").textContent = words.start;
    element("ticking").textContent = "";
  }

  /** What the clock has measured comes on top of the seconds that stand there. */
  function stopClock() {
    if (running === null) return;
    const seconds = Math.round((performance.now() - running) / 1000);
    clearClock();
    const before = /^\d{1,7}$/.test(element("seconds").value.trim()) ? Number(element("seconds").value) : 0;
    element("seconds").value = `${Math.min(before + seconds, Number(words.greatest))}`;
    keep();
    say(`${words.added}: ${seconds}`);
  }

  element("clock").addEventListener("click", () => {
    if (running !== null) {
      stopClock();
      showPieces();
      return;
    }
    running = performance.now();
    element("clock").textContent = words.stop;
    element("ticking").textContent = "0";
  });
  setInterval(() => {
    if (running !== null) element("ticking").textContent = `${Math.round((performance.now() - running) / 1000)}`;
  }, 500);

  // MARK: Coded, withdrawn, handed over

  form.addEventListener("input", () => {
    showMedium();
    keep();
    showPieces();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    stopClock();
    keep();
    const found = faults(current);
    // Half a day or half a time is no value yet, and would be lost in silence.
    for (const name of ["date", "start"]) {
      const isHalf = !element("chosen").hidden && element(name).validity.badInput;
      if (isHalf && !found.some(([other]) => other === name)) found.push([name, name === "date" ? words.day : words.time]);
    }
    const fields = [...form.querySelectorAll(".field[data-name]")];
    const shown = fields.flatMap((field) => found.filter(([name]) => name === field.dataset.name).map(([, text]) => [field, text]));
    // A list may have lost what a fixed piece names; nothing in the form could be corrected then.
    const given = isFixed(current) ? found.filter(([name]) => ["outlet", "date", "start", "subject"].includes(name)) : [];
    if (given.length) return say(words.unknown);
    showProblems(form, shown);
    if (shown.length) return showPieces();
    store(current, { ...shelf.entries.get(current), coded: true });
    next();
  });
  element("new").addEventListener("click", () => {
    begin();
    element("outlet").focus();
  });
  element("withdraw").addEventListener("click", () => {
    clearClock();
    shelf.remove(current);
    element("withdrawing").open = false;
    if (listed.has(current)) open(current);
    else if (listed.size) open([...listed.keys()][0]);
    else begin();
    element("current").focus();
    say(words.withdrawn);
  });

  let address = null;
  element("save").addEventListener("click", () => {
    stopClock();
    const ids = [...showPieces()].filter(([, one]) => one === "coded" || one === "handed").map(([id]) => id);
    if (!ids.length) return say(words.nothing);
    if (address) URL.revokeObjectURL(address);
    address = URL.createObjectURL(new Blob([mediaTable(words.columns.split(","), ids.map(row))], { type: "text/csv" }));
    const name = ["media", words.coder, localClock().slice(0, 16)].join("-").replace(/[^\p{L}\p{N}-]+/gu, "_");
    make("a", "", { href: address, download: `${name}.csv` }).click();
    for (const id of ids) store(id, { ...shelf.entries.get(id), handed: localClock() });
    showPieces();
    say(`${words.written}: ${name}.csv, ${ids.length}`);
  });
  element("empty").addEventListener("click", () => {
    for (const [id, one] of showPieces()) if (one === "handed") shelf.remove(id);
    element("emptying").open = false;
    if (listed.size) open(shelf.entries.has(current) || listed.has(current) ? current : [...listed.keys()][0]);
    else begin();
    element("handing").focus();
    say(words.emptied);
  });

  shelf.watch(showPieces, (id) => {
    shelf.entries.delete(id);
    showPieces();
  });

  element("unkept").hidden = shelf.keeps;
  element("unscripted").hidden = true;
  for (const part of document.querySelectorAll("[data-scripted]")) part.hidden = false;
  element("new").hidden = listed.size > 0;
  if (waiting()) open(waiting());
  else if (listed.size) open([...listed.keys()][0]);
  else begin();
  registerWorker("media.js", () => { element("offline").hidden = false; });
}

if (typeof document === "undefined") keepPage();
else code();
