// Goes to the page on which a typed ballot code stands, and says where it stands nowhere. Everything can be found without it.
"use strict";
(() => {
  for (const finder of document.querySelectorAll(".finder")) {
    const form = finder.querySelector("form");
    const answer = finder.querySelector(".answer");
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const code = form.querySelector("input").value.trim().replace(/=+$/, "");
      const link = [...finder.querySelectorAll("a[data-prefix]")]
        .find((item) => code.length === 43 && code.startsWith(item.dataset.prefix));
      if (link) location.assign(`${link.href}#c-${code}`);
      else answer.textContent = answer.dataset.missing;
    });
  }
  const answer = document.querySelector("main > .answer");
  const look = () => {
    const place = decodeURIComponent(location.hash.slice(1));
    const isMissing = place.startsWith("c-") && !document.getElementById(place);
    answer.textContent = isMissing ? answer.dataset.missing : "";
  };
  if (answer) {
    look();
    addEventListener("hashchange", look);
  }
})();
