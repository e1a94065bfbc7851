// The page editor: a small rich-text area over the form's HTML field, with a button per app.

import { nodeFor } from "./inserted.js";
import { selectFrom } from "./tool-dialog.js";

const form = document.querySelector("[data-editor-form]");
const editor = form.querySelector("[data-editor]");
const area = form.querySelector("[data-area]");
const source = form.querySelector("[data-source]");
const html = source.querySelector("textarea");
const toggle = form.querySelector("[data-html]");
let caret = null;

function showHtml() {
  html.value = area.innerHTML;
  source.hidden = false;
  area.hidden = true;
  toggle.setAttribute("aria-pressed", "true");
}

function showRich() {
  area.innerHTML = html.value || "<p><br></p>";
  source.hidden = true;
  area.hidden = false;
  toggle.setAttribute("aria-pressed", "false");
}

function isRich() {
  return !area.hidden;
}

// The caret as it was when the editor had the focus: a dialog takes it away.
document.addEventListener("selectionchange", () => {
  const chosen = document.getSelection();
  if (chosen.rangeCount && area.contains(chosen.anchorNode)) caret = chosen.getRangeAt(0).cloneRange();
});

function place() {
  if (caret && area.contains(caret.commonAncestorContainer)) return caret;
  const range = document.createRange();
  range.selectNodeContents(area.lastElementChild ?? area);
  range.collapse(false);
  return range;
}

/** Insert items one after another, in their order, with nothing between: as Canvas does. */
function insert(items) {
  if (!isRich()) showRich();
  const range = place();
  const selected = range.toString();
  range.deleteContents();
  // An empty paragraph holds a <br> for its height, which would stand before the first item.
  const block = range.startContainer.parentElement?.closest("p") ?? range.startContainer;
  if (!area.textContent.trim() && block.children?.length === 1) block.querySelector("br")?.remove();
  for (const item of items) {
    range.insertNode(nodeFor(item, selected));
    range.collapse(false);
  }
  caret = range.cloneRange();
}

function say(where, text) {
  const place = form.querySelector(where);
  place.textContent = text;
  place.hidden = !text;
}

for (const button of form.querySelectorAll("[data-app]")) {
  button.addEventListener("click", async () => {
    say("[data-flash]", "");
    say("[data-notice]", "");
    const answer = await selectFrom(button.dataset);
    if (!answer) return button.focus();
    say("[data-flash]", answer.errormsg);
    say("[data-notice]", answer.msg);
    insert(answer.contentItems);
    area.focus();
  });
}

for (const button of form.querySelectorAll("[data-command]")) {
  // The caret stays in the text while a button is pressed.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    area.focus();
    document.execCommand(button.dataset.command, false, button.dataset.value ?? null);
  });
}

toggle.addEventListener("click", () => (isRich() ? showHtml() : showRich()));
form.addEventListener("submit", () => {
  if (isRich()) html.value = area.innerHTML;
});

document.execCommand("defaultParagraphSeparator", false, "p");
editor.hidden = false;
showRich();
