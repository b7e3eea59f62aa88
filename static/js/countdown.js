/* Counts on from what the server wrote: data-ends and data-now are moments of the database's clock in milliseconds, so a
   device whose own clock is wrong counts right. What a paused step has left (data-left) stands still. */

const offsets = new WeakMap(); // element -> server's clock minus this device's, when the element came

// The first elements came with the page: long before this module ran on a slow phone.
const [navigation] = performance.getEntriesByType("navigation");
const kept = Number(document.querySelector("[data-kept-notice]")?.dataset.keptNotice); // a copy came then
const arrived = kept || Date.now() - (performance.now() - (navigation?.responseStart ?? 0));

function learn(within, moment) {
  for (const element of within.querySelectorAll("[data-countdown]")) offsets.set(element, Number(element.dataset.now) - moment);
}

function left(element) {
  if (element.dataset.left !== undefined) return Number(element.dataset.left);
  return Number(element.dataset.ends) - (Date.now() + offsets.get(element));
}

function said(milliseconds) {
  const seconds = Math.abs(Math.ceil(milliseconds / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function show(element) {
  if (!offsets.has(element)) offsets.set(element, Number(element.dataset.now) - Date.now());
  const rest = left(element);
  const isOver = rest < 0;
  const figure = element.querySelector("[data-countdown-figure]");
  if (figure.textContent !== said(rest)) figure.textContent = said(rest);
  element.classList.toggle("countdown-over", isOver);
  element.classList.toggle("countdown-soon", !isOver && rest < 60_000);
  element.querySelector("[data-countdown-before]")?.toggleAttribute("hidden", isOver);
  element.querySelector("[data-countdown-after]")?.toggleAttribute("hidden", !isOver);
}

function showAll() {
  document.querySelectorAll("[data-countdown]").forEach(show);
}

learn(document, arrived);
document.addEventListener("live:replaced", (event) => {
  learn(event.target, Date.now());
  showAll();
});
document.addEventListener("visibilitychange", () => document.hidden || showAll());
setInterval(showAll, 250);
showAll();
