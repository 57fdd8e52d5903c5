// What a voter switched on: the page read aloud by a voice of this machine, and one key that presses what is marked in turn.
// The booth works without this script, which sends nothing and keeps nothing.
const root = document.documentElement;

// Voices that would send the text elsewhere are not used; where a language has none of its own, nothing is said.
function speak() {
  const voice = (language) =>
    speechSynthesis.getVoices().find((one) => one.localService && one.lang.toLowerCase().startsWith(language));
  speechSynthesis.cancel();
  for (const part of document.querySelectorAll("main h1, main h2, main p, main label, main li, main button, main summary, main a")) {
    if (part.closest("details:not([open])") && part.tagName !== "SUMMARY") continue;
    if (part.tagName === "BUTTON" && part.closest("li")) continue;
    const language = part.closest("[lang]").lang;
    const text = part.innerText.trim();
    const one = voice(language);
    if (!text || !one) continue;
    const sentence = new SpeechSynthesisUtterance(part.matches("[aria-pressed=true], li:has([aria-pressed=true])") ? `✓ ${text}` : text);
    sentence.voice = one;
    sentence.lang = language;
    speechSynthesis.speak(sentence);
  }
}

if (root.dataset.speech === "on" && "speechSynthesis" in window) {
  if (speechSynthesis.getVoices().length) speak();
  else speechSynthesis.addEventListener("voiceschanged", speak, { once: true });
  // Some browsers say nothing before the first press on a page.
  const first = () => speechSynthesis.speaking || speak();
  for (const kind of ["keydown", "pointerdown"]) document.addEventListener(kind, first, { once: true });
  window.addEventListener("pagehide", () => speechSynthesis.cancel());
}

// One key: each two seconds the next thing gets the focus; Space or Enter presses it. The field for the slip keeps the focus, for
// its scanner types.
if (root.dataset.scan === "on") {
  // What the page is for comes first, from the place where it has put the focus.
  const within = ["main", "header"].map((part) =>
    ["button", "summary", "a", "input:not([type=hidden])"].map((one) => `${part} ${one}`).join(", "));
  const next = () => {
    if (document.activeElement instanceof HTMLInputElement) return;
    const all = within.flatMap((part) => [...document.querySelectorAll(part)]).filter((one) => one.getClientRects().length);
    all[(all.indexOf(document.activeElement) + 1) % all.length]?.focus();
  };
  if (document.activeElement === document.body) next();
  setInterval(next, 2000);
  document.addEventListener("keydown", (event) => {
    if (event.key !== " " || !(event.target instanceof HTMLAnchorElement)) return;
    event.preventDefault();
    event.target.click();
  });
}
