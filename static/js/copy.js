/* Copies a text. Outside a secure context (plain http in a hall) the old command still works. */

function copyByCommand(text) {
  const field = document.body.appendChild(document.createElement("textarea"));
  field.className = "visually-hidden";
  field.value = text;
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}

async function copyText(text) {
  if (!navigator.clipboard) return copyByCommand(text);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByCommand(text);
  }
}

async function handleCopy(button) {
  if (!(await copyText(button.dataset.copy))) return;
  const label = button.querySelector("[data-copy-label]");
  const words = label.textContent;
  label.setAttribute("role", "status");
  label.textContent = button.dataset.copied;
  button.focus();
  setTimeout(() => (label.textContent = words), 2000);
}

const showButtons = (within) => within.querySelectorAll("[data-copy][hidden]").forEach((button) => (button.hidden = false));

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-copy]");
  if (button) handleCopy(button);
});
document.addEventListener("live:replaced", (event) => showButtons(event.target));
showButtons(document);
