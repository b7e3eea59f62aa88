/* The number beside a slider follows it while it is moved. */

document.addEventListener("input", ({ target }) => {
  const number = target.closest(".slider")?.querySelector("[data-slider-number]");
  if (number) number.textContent = target.value;
});
