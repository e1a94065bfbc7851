// *Find* for an assignment or a module item: an app's dialog gives one LTI link; title and address go into the form.
// The apps' buttons are disabled until this runs, which waits for another script: no press is lost.

import { selectFrom } from "./tool-dialog.js";

const finder = document.getElementById("find");
const flash = finder.querySelector("[data-flash]");
const field = (name) => document.querySelector(`form [name=${name}]`);

const several = document.querySelector("form[data-several]");

function take({ url, title, newTab, points, link }) {
  field("tool_url").value = url;
  field("link").value = link ?? "";
  if (title && !field("title").value) field("title").value = title;
  if (field("new_tab")) field("new_tab").checked = newTab;
  if (points && field("points")) field("points").value = points;
  finder.close();
}

/** Moodle's way with several items: the person confirms the list, and they are added together. */
function confirmAll(items) {
  const kept = items.map(({ url, title, points, link }) => ({ url, title, points, link }));
  several.elements.items.value = JSON.stringify(kept);
  const lines = kept.map(({ title, points }) => {
    const line = document.createElement("li");
    line.textContent = points ? `${title} · ${several.dataset.graded.replace("{points}", points)}` : title;
    return line;
  });
  several.querySelector("ul").replaceChildren(...lines);
  finder.close();
  document.querySelector("form.sheet:not([data-several])").hidden = true;
  several.hidden = false;
  several.querySelector("h2").focus();
}

/** Links of LTI 1.3 always; content items of LTI 1.1 where the LMS takes several. */
function takesSeveral(items) {
  return several && items.length > 1 && (several.dataset.several === "any" || items.every(({ link }) => link));
}

function complain(text) {
  flash.textContent = text;
  flash.hidden = !text;
}

/** Only the first item counts, and it must be an LTI link with an address: Canvas's rule. */
function takeFirst([item]) {
  if (item["@type"] !== "LtiLinkItem" || !item.url) return complain("The app returned something that is no LTI link.");
  const target = item.placementAdvice.presentationDocumentTarget.toLowerCase();
  return take({ url: item.url, title: item.title ?? "", newTab: target === "window", points: item.points, link: item.link });
}

for (const button of finder.querySelectorAll("[data-find]")) {
  button.addEventListener("click", async () => {
    complain("");
    if (!button.dataset.dialog) return take({ url: button.dataset.url, title: button.dataset.app, newTab: false });
    const answer = await selectFrom(button.dataset);
    if (!answer) return null;
    if (answer.errormsg || answer.msg) complain(answer.errormsg || answer.msg);
    if (takesSeveral(answer.contentItems)) return confirmAll(answer.contentItems);
    return answer.contentItems.length ? takeFirst(answer.contentItems) : null;
  });
  button.disabled = false;
}
