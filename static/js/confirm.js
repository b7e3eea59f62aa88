/* Dialogs: opened by `data-opens`; the platform's <dialog> keeps the focus inside and closes on Escape. */

document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-opens]");
  if (opener) document.getElementById(opener.dataset.opens)?.showModal();
  else if (event.target.matches?.("dialog[data-dialog]")) closeFromBackdrop(event);
  closeMenus(event.target);
});

function closeFromBackdrop(event) {
  const frame = event.target.getBoundingClientRect();
  const isInside =
    event.clientX >= frame.left && event.clientX <= frame.right && event.clientY >= frame.top && event.clientY <= frame.bottom;
  // A key press on a button inside reports no position: only a real click outside closes.
  if (!isInside && event.detail > 0) event.target.close();
}

function closeMenus(target) {
  for (const menu of document.querySelectorAll("details[data-closes-outside][open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details[data-closes-outside][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
