// Buttons that open and close dialogs of the page: data-opens="<id>", disabled until this runs so that no press is lost,
// and data-closes. And the course menu, which is open where there is room beside the page and closed above it.

for (const button of document.querySelectorAll("[data-opens]")) {
  button.addEventListener("click", () => document.getElementById(button.dataset.opens).showModal());
  button.disabled = false;
}
for (const button of document.querySelectorAll("[data-closes]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
document.querySelector("dialog[data-open-now]")?.showModal();

const menu = document.querySelector("details.menu");
if (menu && window.matchMedia("(max-width: 760px)").matches) menu.open = false;
