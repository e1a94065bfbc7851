/** The light of *Connect your LMS*: asks for it until the first launch is let in. */

import { askAgain, parsed } from "../web/ask_again.js";
import { showFresh } from "../web/modules.js";

const received = (element) => element.querySelector("[data-light]")?.dataset.light === "received";

/** What the light says: its colour, and the launch it was read from. */
function stateOf(element) {
  const { light, launch } = element.querySelector("[data-light]")?.dataset ?? {};
  return `${light} ${launch}`;
}

export function start(element, page) {
  if (received(element)) return;
  askAgain(element.dataset.url, page, (html) => {
    const fresh = parsed(html);
    // A status region speaks whenever it changes, so it changes only for news.
    if (stateOf(fresh) !== stateOf(element)) {
      showFresh(element, fresh.childNodes, page);
    }
    return !received(element);
  });
}
