/* Folded sections of long pages (`data-fold`): shut on a phone, where the headings tell what there is; open where there
   is room, on paper, and where a link leads into them. Without this script people open them by hand. */

const hasRoom = matchMedia("(width >= 48rem)");
const seen = new Set(); // ids: what the reader has shut stays shut when a live part is replaced
let shutForPaper = [];

function openNew(within) {
  for (const fold of within.querySelectorAll("[data-fold]")) {
    if (hasRoom.matches && !seen.has(fold.id)) fold.open = true;
    seen.add(fold.id);
  }
}

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const fold = target?.closest("[data-fold]") ?? target?.querySelector(":scope > [data-fold]");
  if (!fold) return;
  fold.open = true;
  target.scrollIntoView();
}

openNew(document);
openTarget();
addEventListener("hashchange", openTarget);
// What the browser refuses to send must be seen: it cannot show its words beside a field that is folded away.
document.addEventListener("invalid", (event) => event.target.closest("[data-fold]")?.setAttribute("open", ""), true);
document.addEventListener("live:replaced", (event) => openNew(event.target));
addEventListener("beforeprint", () => {
  shutForPaper = [...document.querySelectorAll("[data-fold]:not([open])")];
  for (const fold of shutForPaper) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of shutForPaper) fold.open = false;
});
