/** The light of *Connect your LMS*: asks for it until the first launch is let in, 1 s growing to 5 s, not while hidden. */

import { startModules } from "../web/modules.js";

const FIRST = 1000;
const LONGEST = 5000;
const received = (element) => element.querySelector("[data-light]")?.dataset.light === "received";

/** What the light says: its colour, and the launch it was read from. */
function stateOf(element) {
  const { light, launch } = element.querySelector("[data-light]")?.dataset ?? {};
  return `${light} ${launch}`;
}

export function start(element, page) {
  let wait = FIRST;

  async function look() {
    if (page.signal.aborted) return;
    if (document.hidden) {
      document.addEventListener("visibilitychange", look, { once: true, signal: page.signal });
      return;
    }
    if (!(await show(element, page))) return;
    wait = Math.min(wait * 1.5, LONGEST);
    setTimeout(look, wait);
  }

  if (!received(element)) setTimeout(look, wait);
}

/** Shows the light as it is now; false when there is nothing more to wait for. */
async function show(element, page) {
  const answer = await page.fetch(element.dataset.url).catch(() => null);
  if (!answer) return true; // the network will come back
  if (!answer.ok || answer.redirected) return false; // signed out, or the LMS is gone
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  // A status region speaks whenever it changes, so it changes only for news.
  if (stateOf(fresh) !== stateOf(element)) {
    element.replaceChildren(...fresh.childNodes);
    startModules(element, page);
  }
  return !received(element);
}
