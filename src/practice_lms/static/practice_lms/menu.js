// A button that brings several links at once: the app's dialog gives them, and the form adds them to the course.
// It is disabled until this runs, which waits for another script: no press is lost.

import { selectFrom } from "./tool-dialog.js";

const form = document.querySelector("form[data-menu]");
const flash = form.querySelector("[data-flash]");

for (const button of form.querySelectorAll("[data-app]")) {
  button.addEventListener("click", async () => {
    const answer = await selectFrom(button.dataset);
    if (!answer) return button.focus();
    flash.textContent = answer.errormsg || answer.msg;
    flash.hidden = !flash.textContent;
    const links = answer.contentItems.filter(({ link }) => link);
    if (!links.length) return button.focus();
    for (const { link } of links) {
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name: "link", value: link });
      form.append(field);
    }
    form.submit();
  });
  button.disabled = false;
}
