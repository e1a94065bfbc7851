/**
 * The check of an archive's exercises: asked for until it is over. The page is the same without this script, when it is
 * opened again. What did not change is left as it is, so that nothing is lost of what somebody has ticked.
 */

import { askAgain, parsed } from "../web/ask_again.js";
import { showFresh } from "../web/modules.js";

export function start(element, page) {
  const part = element.querySelector("[data-part]");
  const said = element.querySelector("[data-status]");
  askAgain(element.dataset.url, page, (html) => {
    const fresh = parsed(html).firstElementChild;
    if (fresh.dataset.now !== part.firstElementChild.dataset.now) show(fresh);
    return "goesOn" in fresh.dataset;
  });

  function show(fresh) {
    const wasOnDiscard = document.activeElement?.matches("[data-discard]");
    showFresh(part, [fresh], page);
    if (wasOnDiscard) part.querySelector("[data-discard]")?.focus();
    said.textContent = fresh.dataset.said;
  }
}
