// Buttons that copy the text of an element: data-copies="<id>", data-done says that it is done. Disabled until this runs.

for (const button of document.querySelectorAll("[data-copies]")) {
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copies).textContent);
    button.textContent = button.dataset.done;
    button.removeAttribute("aria-label");
  });
  button.disabled = false;
}
