/**
 * A read-only value with its buttons: *Copy* puts the exact value on the clipboard, *Show* unmasks it. They are disabled
 * until this runs, so that no press is lost.
 */

export function start(element) {
  const said = element.querySelector("[role=status]");
  for (const button of element.querySelectorAll("[data-copy]")) {
    button.addEventListener("click", async () => {
      said.textContent = (await copy(inputOf(button.dataset.copy))) ? said.dataset.copied : said.dataset.byHand;
    });
    button.disabled = false;
  }
  for (const button of element.querySelectorAll("[data-show]")) {
    button.addEventListener("click", () => toggle(inputOf(button.dataset.show), button));
    button.disabled = false;
  }
}

const inputOf = (id) => document.getElementById(id);

/** True when the clipboard holds the value. An LMS's frame may refuse that: then the value stands selected. */
async function copy(input) {
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch {
    input.type = "text";
    input.select();
    return document.execCommand("copy");
  }
}

function toggle(input, button) {
  const show = input.type === "password";
  input.type = show ? "text" : "password";
  button.setAttribute("aria-pressed", String(show));
}
