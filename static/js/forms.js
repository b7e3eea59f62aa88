/* Forms that cannot be sent twice, and that warn before what was typed is lost.
   (No module imports another: their names carry a digest once they are collected, and imports would miss it.) */

function randomKey() {
  // Not crypto.randomUUID: a hall's plain http is no secure context.
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function giveKey(form) {
  const field = form.elements.namedItem("idempotency_key") ?? form.appendChild(document.createElement("input"));
  Object.assign(field, { type: "hidden", name: "idempotency_key" });
  field.value ||= randomKey();
}

function markUnsaved(form) {
  form.dataset.unsaved = "";
}

function beginSending(form, event) {
  if (form.dataset.sending !== undefined) {
    event.preventDefault();
    return;
  }
  if (event.defaultPrevented) return;
  form.dataset.sending = "";
  delete form.dataset.unsaved;
  form.querySelectorAll("button[type=submit], button:not([type])").forEach((button) => {
    button.setAttribute("aria-disabled", "true"); // not `disabled`: that would leave the pressed button out of what is sent
  });
}

function endSending(form) {
  delete form.dataset.sending;
  form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
}

function enhanceForm(form) {
  if (form.dataset.enhanced !== undefined) return;
  form.dataset.enhanced = "";
  if (form.dataset.idempotent !== undefined) giveKey(form);
  form.addEventListener("input", () => markUnsaved(form));
  form.addEventListener("submit", (event) => beginSending(form, event));
}

function enhanceAll(within) {
  within.querySelectorAll("form[data-form]").forEach(enhanceForm);
}

addEventListener("beforeunload", (event) => {
  if (document.querySelector("form[data-form][data-unsaved]")) event.preventDefault();
});
addEventListener("pageshow", (event) => {
  if (event.persisted) document.querySelectorAll("form[data-sending]").forEach(endSending);
});
document.addEventListener("live:replaced", (event) => enhanceAll(event.target));
document.addEventListener("htmx:afterRequest", (event) => event.target.matches?.("form[data-sending]") && endSending(event.target));
document.addEventListener("htmx:load", (event) => enhanceAll(event.target.parentElement ?? document));

enhanceAll(document);
document.querySelector("[data-form-errors]")?.focus();
