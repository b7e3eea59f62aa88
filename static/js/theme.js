/* The reader's choice of colours: a cookie, so that the server sends the next page in it and nothing flashes. */

const YEAR = 31_536_000; // seconds
const MEDIA = { dark: "all", light: "not all", "": "(prefers-color-scheme: dark)", bright: "not all" };

function readChoice(cookie) {
  return document.cookie.match(`(?:^|; )${cookie}=(\\w+)`)?.[1] ?? "";
}

function storeChoice(cookie, value) {
  document.cookie = `${cookie}=${value}; path=/; max-age=${value ? YEAR : 0}; samesite=lax`;
}

function applyTheme(cookie, value) {
  const root = document.documentElement;
  if (cookie === "hall") root.dataset.theme = `projector-${value}`;
  else if (value) root.dataset.theme = value;
  else delete root.dataset.theme;
  document.querySelector("[data-theme-sheet]").media = MEDIA[value];
}

function pressButtons(buttons, value) {
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.themeValue === value));
}

function enhanceSwitch(group) {
  const cookie = group.dataset.themeSwitch;
  const buttons = group.querySelectorAll("[data-theme-value]");
  pressButtons(buttons, readChoice(cookie) || (cookie === "hall" ? "dark" : ""));
  group.hidden = false;
  group.addEventListener("click", (event) => {
    const button = event.target.closest("[data-theme-value]");
    if (!button) return;
    const value = button.dataset.themeValue;
    storeChoice(cookie, value);
    applyTheme(cookie, value);
    pressButtons(buttons, value);
  });
}

document.querySelectorAll("[data-theme-switch]").forEach(enhanceSwitch);
