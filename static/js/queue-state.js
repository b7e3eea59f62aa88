/* Says in words what queue.js knows: how much has arrived, how much has not, and what was refused. */

const lines = () => document.querySelectorAll("[data-queue-state]");
const ofOne = (entry) => Math.max(entry.changed?.length ?? 0, 1);
const count = (entries) => entries.reduce((sum, entry) => sum + ofOne(entry), 0);

let isNewerElsewhere = false;

function show(state, number) {
  for (const line of lines()) {
    const words = (line.dataset[state] ?? "").replace("{number}", number);
    line.dataset.state = state;
    if (line.textContent !== words) line.textContent = words; // read aloud only when it changes
  }
}

function stateOf({ entries, hasFailed, hasBusiness, isKept }) {
  const waiting = count(entries.filter((entry) => entry.state === "waiting"));
  const refused = count(entries.filter((entry) => entry.state === "refused"));
  if (waiting && !isKept) return ["full", waiting];
  if (waiting) return [hasFailed || !navigator.onLine ? "unsent" : "sending", waiting];
  if (refused) return ["refused", refused];
  if (isNewerElsewhere) return ["newer", 0];
  return hasBusiness ? ["saved", 0] : ["", 0];
}

function textElement(name, text) {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}

function refusedItem(entry) {
  const item = document.createElement("li");
  const answers = document.createElement("ul");
  for (const [question, answer] of Object.values(entry.words ?? {})) {
    answers.append(textElement("li", question ? `${question} ${answer}` : answer));
  }
  if (entry.title) item.append(textElement("strong", entry.title));
  item.append(answers);
  if (entry.reason) item.append(textElement("p", entry.reason));
  return item;
}

function listRefused(entries) {
  const refused = entries.filter((entry) => entry.state === "refused");
  for (const part of document.querySelectorAll("[data-queue-refused]")) {
    part.hidden = !refused.length;
    part.querySelector("[data-queue-list]").replaceChildren(...refused.map(refusedItem));
  }
}

document.addEventListener("queue:sent", ({ detail }) => {
  isNewerElsewhere = detail.isNewerElsewhere;
});
document.addEventListener("queue:changed", ({ detail }) => {
  show(...stateOf(detail));
  listRefused(detail.entries);
});
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-queue-forget]")) globalThis.phoneQueue.forget((entry) => entry.state === "refused");
});
