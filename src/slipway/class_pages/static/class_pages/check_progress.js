/** How far the check of an exercise is, asked for until it is over. Without this script the page is loaded again. */

import { askAgain, parsed } from "../web/ask_again.js";
import { showFresh } from "../web/modules.js";

export function start(element, page) {
  const shown = element.querySelector("[data-shown]");
  const said = element.querySelector("[data-said]");
  const isOver = () => shown.querySelector("[data-over]") !== null;

  linkPlaces(shown);
  if (isOver()) return;
  askAgain(
    element.dataset.address,
    page,
    (html) => {
      showFresh(shown, parsed(html).childNodes, page);
      linkPlaces(shown);
      if (!isOver()) return true;
      said.textContent = `${element.dataset.done} ${shown.querySelector(".pill")?.textContent ?? ""}`;
      return false;
    },
    () => (said.textContent = element.dataset.failed),
  );
}

/** A place in a file of the page becomes a button that opens it there; files.js hears it. */
function linkPlaces(shown) {
  const names = [...document.querySelectorAll("[data-shown-name]")].map((name) => name.textContent);
  for (const place of shown.querySelectorAll("[data-place]")) {
    const [, path, line] = /^(.*?)(?::(\d+))?$/.exec(place.textContent);
    if (!names.includes(path)) continue;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "check-place", textContent: place.textContent });
    const detail = { path, line: Number(line ?? 0) };
    button.addEventListener("click", () => document.dispatchEvent(new CustomEvent("slipway:open-file", { detail })));
    place.replaceWith(button);
  }
}
