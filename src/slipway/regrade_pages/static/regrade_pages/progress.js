/** How far a regrade is: asked for until it is over; then the page comes anew. */

import { askAgain, parsed } from "../web/ask_again.js";
import { showFresh } from "../web/modules.js";

const stateOf = (element) => element.querySelector("[data-at-work]")?.dataset ?? {};

export function start(element, page) {
  askAgain(element.dataset.url, page, (html) => {
    const fresh = parsed(html);
    const { atWork, done } = stateOf(fresh);
    if (atWork === "no") {
      page.go(location.pathname);
      return false;
    }
    // A status region speaks whenever it changes, so it changes only for news.
    if (done !== stateOf(element).done) showFresh(element, fresh.childNodes, page);
    return true;
  });
}
