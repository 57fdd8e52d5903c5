// What the pages share that are filled in without a network: they keep what is written on this device, and themselves for times
// without a network, where they came from a server. Each is one script, this file and its own one after the other.
"use strict";

// MARK: The worker: what was loaded once is there without a network; what is newer is there the next time.

function keepPage() {
  const script = self.location.pathname.split("/").pop();
  const name = `sailau-${script}`;
  self.addEventListener("install", (event) => {
    event.waitUntil(caches.open(name).then((cache) => cache.addAll(["index.html", "style.css", script])).then(() => self.skipWaiting()));
  });
  self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
  self.addEventListener("fetch", (event) => {
    if (event.request.method !== "GET") return;
    const asked = event.request.mode === "navigate" ? "index.html" : event.request;
    event.respondWith(caches.open(name).then(async (cache) => {
      const known = await cache.match(asked, { ignoreSearch: true });
      const fresh = fetch(event.request).then((answer) => {
        if (answer.ok) cache.put(asked, answer.clone());
        return answer;
      });
      if (!known) return fresh;
      event.waitUntil(fresh.catch(() => undefined));
      return known;
    }));
  });
}

/** Has the page kept where a browser does that: from servers of trusted origin. `done` is called once it is. */
function registerWorker(script, done) {
  if (!location.protocol.startsWith("http") || !isSecureContext || !("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register(script).then(() => navigator.serviceWorker.ready).then(done, () => undefined);
}

// MARK: What is written

/** Entries by their names, on this device where the browser keeps anything, in memory at least. */
class Shelf {
  constructor(prefix) {
    this.prefix = prefix;
    this.entries = new Map();
    this.keeps = true;
    try {
      for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) this.take(key, localStorage.getItem(key));
    } catch { this.keeps = false; }
  }

  take(key, text) {
    try {
      const entry = JSON.parse(text);
      if (entry && typeof entry.values === "object") this.entries.set(key.slice(this.prefix.length), entry);
    } catch { /* Not written by this page. */ }
  }

  put(id, entry) {
    this.entries.set(id, entry);
    try { localStorage.setItem(this.prefix + id, JSON.stringify(entry)); } catch { this.keeps = false; }
  }

  remove(id) {
    this.entries.delete(id);
    try { localStorage.removeItem(this.prefix + id); } catch { /* It was never kept. */ }
  }

  /** Calls `changed` where another window of this page has written an entry, `removed` with the name of one that it removed. */
  watch(changed, removed = () => undefined) {
    window.addEventListener("storage", (event) => {
      if (!event.key?.startsWith(this.prefix)) return;
      if (event.newValue === null) return removed(event.key.slice(this.prefix.length));
      this.take(event.key, event.newValue);
      changed();
    });
  }
}

/** The time of the device's zone. */
function localClock() {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString();
}

function freshName() {
  return [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Half a pair of surrogates is no text, and no reader would take it. */
function wellFormed(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}

// MARK: The page

function make(tag, text, attributes = {}) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

/** Shows what is wrong at each field and, with links to the fields, above; takes away what was shown before. */
function showProblems(form, found) {
  for (const field of form.querySelectorAll(".wrong")) {
    field.classList.remove("wrong");
    field.querySelector(".problem")?.remove();
    for (const described of [field, ...field.querySelectorAll("[aria-invalid]")]) {
      described.removeAttribute("aria-invalid");
      if (described.dataset.hint) described.setAttribute("aria-describedby", described.dataset.hint);
      else described.removeAttribute("aria-describedby");
    }
  }
  const list = found.map(([field, text]) => {
    const target = field.querySelector("input, textarea, select");
    const name = field.querySelector("legend") ?? field.querySelector("label");
    const identifier = `${target.id}-problem`;
    field.classList.add("wrong");
    name.after(make("p", text, { class: "problem", id: identifier }));
    const described = field.tagName === "FIELDSET" ? field : target;
    // The hint that it has without a problem.
    described.dataset.hint ??= described.getAttribute("aria-describedby") ?? "";
    described.setAttribute("aria-describedby", `${identifier} ${described.dataset.hint}`.trim());
    if (described === target) target.setAttribute("aria-invalid", "true");
    const item = make("li");
    const link = make("a", `${name.textContent}: ${text}`, { href: `#${target.id}` });
    link.addEventListener("click", (event) => { event.preventDefault(); target.focus(); });
    item.append(link);
    return item;
  });
  const summary = document.getElementById("problems");
  summary.querySelector("ul").replaceChildren(...list);
  summary.hidden = !list.length;
  if (list.length) summary.focus();
}
