// Renews the page while it is read: asks for head.json now and then, fetches the page anew where the record has grown, and
// puts its figures in place where they changed. Everything can be read without it.
"use strict";
(() => {
  const script = document.currentScript;
  const headAddress = new URL(script.dataset.head, location.href);
  // Half a minute, and as much again by chance, so that not all readers ask at once.
  const pause = () => 20000 + Math.random() * 20000;
  const position = (page) => page.querySelector(".position")?.textContent ?? "";
  let known = null;

  async function fetched(address) {
    const answer = await fetch(address, { cache: "no-cache", credentials: "omit" });
    if (!answer.ok) throw new Error(String(answer.status));
    return answer;
  }

  // The element of the new page in the same place: by its id, or as the so-manyth of its kind.
  function focusedPlace(main) {
    const focused = document.activeElement;
    if (!focused || !main.contains(focused)) return null;
    if (focused.id) return { selector: "#" + CSS.escape(focused.id), index: 0 };
    const selector = focused.localName;
    return { selector, index: [...main.querySelectorAll(selector)].indexOf(focused) };
  }

  function replace(fresh) {
    const main = document.querySelector("main");
    const place = focusedPlace(main);
    const scrolled = [...main.querySelectorAll(".scroll")].map((region) => region.scrollLeft);
    const opened = [...main.querySelectorAll("details")].map((part) => part.open);
    const [x, y] = [scrollX, scrollY];
    main.replaceChildren(...fresh.querySelector("main").childNodes);
    [...main.querySelectorAll(".scroll")].forEach((region, index) => { region.scrollLeft = scrolled[index] ?? 0; });
    [...main.querySelectorAll("details")].forEach((part, index) => { part.open = opened[index] ?? part.open; });
    if (place) main.querySelectorAll(place.selector)[place.index]?.focus({ preventScroll: true });
    scrollTo(x, y);
    document.querySelector(".position").textContent = position(fresh);
    const said = document.getElementById("renewed");
    said.textContent = said.dataset.text;
  }

  async function look() {
    if (document.visibilityState === "visible") {
      try {
        const head = (await (await fetched(headAddress)).json()).head;
        if (known !== head) {
          const text = await (await fetched(location.href)).text();
          const fresh = new DOMParser().parseFromString(text, "text/html");
          if (position(fresh) !== position(document)) {
            replace(fresh);
          } else {
            const [shown, now] = [document, fresh].map((page) => page.querySelector(".head"));
            if (shown && now) shown.textContent = now.textContent;
          }
          known = head;
        }
      } catch {
        // Not reached: what is shown stays, and the next look may find it.
      }
    }
    setTimeout(look, pause());
  }

  if (location.protocol.startsWith("http")) setTimeout(look, pause());
})();
