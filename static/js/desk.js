/* The desk by keys: a letter presses what carries it (data-key), unless somebody is typing or has switched the keys off. */

const STORE = "desk-keys";
const toggle = document.querySelector("[data-keys-switch]");

function areOn() {
  return localStorage.getItem(STORE) !== "off";
}

function isTyping(target) {
  return target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
}

function pressed(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || !areOn() || isTyping(event.target)) return;
  // By the place on the keyboard too: with a Russian or Kazakh layout the key N says another letter.
  const letter = event.code.startsWith("Key") ? event.code.slice(3).toLowerCase() : event.key;
  const wanted = document.querySelector(`[data-key="${CSS.escape(letter)}"]`);
  if (!wanted) return;
  event.preventDefault();
  wanted.focus();
  wanted.click();
}

document.addEventListener("keydown", pressed);
if (toggle) {
  toggle.checked = areOn();
  toggle.closest("[hidden]")?.removeAttribute("hidden");
  toggle.addEventListener("change", () => localStorage.setItem(STORE, toggle.checked ? "on" : "off"));
}
