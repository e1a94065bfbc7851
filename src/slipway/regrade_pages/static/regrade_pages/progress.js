/** How far a regrade is: asked for until it is over, 1 s growing to 5 s, not while hidden; then the page comes anew. */

const FIRST = 1000;
const LONGEST = 5000;
const stateOf = (element) => element.querySelector("[data-at-work]")?.dataset ?? {};

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

  setTimeout(look, wait);
}

/** Shows how far it is now; false when there is nothing more to wait for. */
async function show(element, page) {
  const answer = await page.fetch(element.dataset.url).catch(() => null);
  if (!answer) return true; // the network will come back
  if (!answer.ok || answer.redirected) return false; // signed out, or the regrade is gone
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
  const { atWork, done } = stateOf(fresh);
  if (atWork === "no") {
    page.go(location.pathname);
    return false;
  }
  // A status region speaks whenever it changes, so it changes only for news.
  if (done !== stateOf(element).done) element.replaceChildren(...fresh.childNodes);
  return true;
}
