/* Marks on the phone: each change goes to the queue (queue.js), the whole form of one activity at a time.

   Two tabs with the same activity do not wipe each other's marks: a change is laid over the newest values this phone
   knows. Where the round is closed the form is shut; what did not arrive in time stays readable (queue-state.js). */

const queue = globalThis.phoneQueue;
const QUIET = 1500; // ms after the last letter until a comment is kept
const HIDDEN = new Set(["csrfmiddlewaretoken", "idempotency_key", "sequence"]);

const forms = () => document.querySelectorAll("form[data-ballot]");
const slotOf = (form) => form.dataset.slot || new URL(form.action).pathname;
const valuesOf = (form) => Object.fromEntries([...new FormData(form)].filter(([name]) => !HIDDEN.has(name)));
const numberOf = (form) => Number(form.elements.namedItem("sequence").value);

function apply(form, values) {
  for (const [name, value] of Object.entries(values)) {
    const field = form.elements.namedItem(name);
    if (field && field !== document.activeElement) field.value = value;
  }
}

/* Question and answer as they stand on the page: what is shown if they do not arrive. */
function wordsOf(form) {
  const words = {};
  for (const scale of form.querySelectorAll("[data-mark-scale]")) {
    const chosen = scale.querySelector("input:checked");
    if (chosen) words[chosen.name] = [scale.querySelector("legend").textContent.trim(), chosen.parentElement.textContent.trim()];
  }
  const comment = form.elements.namedItem("comment");
  if (comment?.value) words.comment = ["", comment.value];
  return words;
}

/* Everything of the form is read at once: the queue asks later, and "next" may have made it the form of another activity. */
function keep(form, name) {
  const loaded = Number(form.dataset.loaded);
  const slot = slotOf(form);
  const mine = valuesOf(form);
  const { action: url, dataset: { title } } = form;
  const said = wordsOf(form);
  const fill = (old) => {
    const isAhead = old && old.sequence >= loaded;
    const values = isAhead ? { ...old.values, [name]: mine[name] } : mine;
    if (slotOf(form) === slot) apply(form, values);
    const changed = [...new Set(isAhead ? old.changed : []).add(name)];
    const words = slotOf(form) === slot ? wordsOf(form) : { ...old?.words, ...said };
    return { url, values, changed, title, words };
  };
  form.dispatchEvent(new CustomEvent("ballot:changed", { bubbles: true, detail: { slot, values: mine } }));
  return queue.put(slot, fill, { floor: loaded });
}

/* What this phone knows and the page does not: marks not yet sent, or sent by another tab. */
function catchUp(form, entries) {
  const entry = entries.find((each) => each.slot === slotOf(form) && each.state !== "refused");
  const isKnown = entry && (entry.sequence < Number(form.dataset.loaded) || entry.sequence === Number(form.dataset.shown));
  if (!entry || isKnown) return;
  form.dataset.shown = entry.sequence;
  apply(form, entry.values);
}

function enhanceForm(form) {
  let pending = null;
  const keepComment = () => pending && (clearTimeout(pending), (pending = null), keep(form, "comment"));
  form.dataset.loaded = numberOf(form);
  form.addEventListener("change", (event) => {
    clearTimeout(pending);
    pending = null;
    keep(form, event.target.name);
  });
  form.addEventListener("input", (event) => {
    if (event.target.name !== "comment") return;
    clearTimeout(pending);
    pending = setTimeout(keepComment, QUIET);
  });
  form.addEventListener("ballot:leaving", keepComment);
  form.addEventListener("submit", () => {
    keepComment();
    form.elements.namedItem("idempotency_key").value = queue.randomKey();
    form.elements.namedItem("sequence").value = Math.max(Date.now(), numberOf(form), Number(form.dataset.shown ?? 0) + 1);
  });
}

/* The small part of the page that the server keeps fresh: is the round open, and what does the server hold? */
function readPulse() {
  const pulse = document.querySelector("[data-held]");
  if (!pulse) return;
  const held = pulse.dataset.held.split(" ").filter(Boolean).map((pair) => pair.split(":"));
  queue.compare(pulse.dataset.epoch, held.map(([slot, number]) => [slot, Number(number)]));
  if (pulse.dataset.closed === undefined) return;
  for (const form of forms()) form.querySelectorAll("input, textarea").forEach((field) => (field.disabled = true));
  document.querySelectorAll("[form=ballot]").forEach((button) => (button.hidden = true));
}

forms().forEach(enhanceForm);
document.addEventListener("queue:changed", ({ detail }) => forms().forEach((form) => catchUp(form, detail.entries)));
document.addEventListener("live:replaced", (event) => event.target.dataset.held !== undefined && readPulse());
if (!document.querySelector("[data-kept-notice]")?.dataset.keptNotice) readPulse(); // a kept copy knows less than this phone
