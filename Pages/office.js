// Typing a protocol: Enter goes on to the next field. Without this script Enter sends the form to be looked at, and the
// page comes back with the next empty field in focus; nothing else depends on it.
document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || !(field instanceof HTMLInputElement) || !field.form) return;
  const reachable = [...field.form.elements].filter(
    (other) => other.type !== "hidden" && other.tabIndex >= 0 && !(other instanceof HTMLFieldSetElement));
  const next = reachable[reachable.indexOf(field) + 1];
  if (!next) return;
  event.preventDefault();
  next.focus();
  if (next instanceof HTMLInputElement && next.type === "text") next.select();
});
