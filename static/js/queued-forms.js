/* Forms of a phone that go through the queue (queue.js): ideas, supports, interests.

   data-queue="each": every one counts for itself, and the field is empty again at once. data-queue="newest": the value
   of one thing (`data-slot` of the button); the button shows what was wanted until the server's own picture comes. */

const queue = globalThis.phoneQueue;

const isQueued = (form) => form?.dataset.queue !== undefined;
const firstText = (form) => form.querySelector("textarea, input[type=text]");

/* Blanks alone are no idea. The server would refuse them far from their field; the browser says it where they stand. */
function isFilled(field) {
  field.value = field.value.trim();
  const isValid = field.reportValidity();
  field.setAttribute("aria-invalid", String(!isValid));
  return isValid;
}

function valuesOf(form, button) {
  const { csrfmiddlewaretoken, idempotency_key, ...values } = Object.fromEntries(new FormData(form, button));
  return values;
}

function sendEach(form, button) {
  const field = firstText(form);
  if (!isFilled(field)) return;
  const words = { text: ["", field.value] };
  const values = valuesOf(form, button);
  queue.put(`idea-${queue.randomKey(8)}`, () => ({ url: form.action, values, changed: [], title: form.dataset.title, words }));
  form.reset();
  delete form.dataset.unsaved;
  field.focus();
}

function sendNewest(form, button) {
  const values = valuesOf(form, button);
  const slot = button.dataset.slot;
  const title = button.dataset.title;
  const words = { wanted: ["", button.textContent.trim()] };
  const url = button.hasAttribute("formaction") ? button.formAction : form.action;
  queue.put(slot, () => ({ url, values, changed: [], title, words }), { isOrdered: true });
  document.dispatchEvent(new CustomEvent("queue:put", { detail: { slot, values } }));
}

document.addEventListener(
  "submit",
  (event) => {
    const { target: form, submitter: button } = event;
    if (!isQueued(form) || (form.dataset.queue === "newest" && !button?.dataset.slot)) return;
    event.preventDefault();
    event.stopImmediatePropagation(); // forms.js would take it for sent
    if (form.dataset.queue === "each") sendEach(form, button);
    else sendNewest(form, button);
  },
  true,
);

function lookWanted(button, wanted) {
  button.dataset.wanted = wanted ?? "";
  if (!button.dataset.on) return;
  const isOn = wanted === "1";
  button.value = isOn ? "0" : "1"; // pressed again it takes the wish back
  button.setAttribute("aria-pressed", String(isOn));
  button.querySelector("[data-words]").textContent = isOn ? button.dataset.on : button.dataset.off;
}

/* Ideas that are still in the phone are read there; supports look as they were wanted. */
function showWaiting(entries) {
  const waiting = entries.filter((entry) => entry.state === "waiting");
  for (const part of document.querySelectorAll("[data-queue-waiting]")) {
    const ideas = waiting.filter((entry) => entry.slot.startsWith("idea-"));
    part.hidden = !ideas.length;
    part.querySelector("[data-queue-list]").replaceChildren(
      ...ideas.map((entry) => Object.assign(document.createElement("li"), { textContent: entry.words.text[1] })),
    );
  }
  for (const entry of waiting) {
    document.querySelectorAll(`button[data-slot="${CSS.escape(entry.slot)}"]`).forEach((button) => lookWanted(button, entry.values.wanted));
  }
}

document.addEventListener("queue:changed", ({ detail }) => showWaiting(detail.entries));
document.addEventListener("live:replaced", async () => showWaiting(await queue.entries()));
document.addEventListener("queue:sent", ({ detail: { entry } }) => {
  if (/^(idea|support|wild|withdraw)-/.test(entry.slot)) document.dispatchEvent(new CustomEvent("live:wanted", { detail: "board" }));
});
