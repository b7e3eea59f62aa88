/* Lets the pages of this phone be opened without a connection (worker.js). Over plain http browsers offer no worker:
   then a page that was closed opens again only with a connection, and everything else is as before. */

const workers = navigator.serviceWorker;
const address = document.querySelector("[data-worker]").dataset.worker;
const notice = document.querySelector("[data-kept-notice]");

async function begin() {
  await workers.register(address, { scope: "/" });
  const { active } = await workers.ready;
  const parts = [...document.querySelectorAll("[data-sheets-src]")].map((part) => part.dataset.sheetsSrc);
  if (notice) active.postMessage({ keep: [location.pathname, ...parts] });
}

/* A copy says that there is no connection: until something has come through. */
function sayBack() {
  for (const words of notice.querySelectorAll("[data-line]")) words.hidden = words.dataset.line === "away";
}

if (workers) begin().catch(() => {}); // forbidden by the browser, or no connection just now
if (notice?.dataset.keptNotice) {
  for (const name of ["queue:sent", "live:reached"]) document.addEventListener(name, sayBack, { once: true });
}
