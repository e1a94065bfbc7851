/** A part of a page that is asked for until there is nothing more to wait for. */

const FIRST = 1000; // milliseconds
const LONGEST = 5000;

/**
 * Ask for `address` after 1 s, growing to 5 s, not while the page is hidden. `show` is given the HTML that comes, and
 * returns whether to ask again. Where nobody answers, or the server has a fault, it is asked again too. Any other answer
 * (signed out, or what it was about is gone) ends it: then `refused` is called.
 */
export function askAgain(address, page, show, refused = () => {}) {
  let wait = FIRST;

  async function ask() {
    if (page.signal.aborted) return;
    if (document.hidden) {
      document.addEventListener("visibilitychange", ask, { once: true, signal: page.signal });
      return;
    }
    const answer = await fetched(address, page);
    if (page.signal.aborted) return;
    if (answer?.isRefused) {
      refused();
      return;
    }
    if (answer && !show(answer.html)) return;
    wait = Math.min(wait * 1.5, LONGEST);
    setTimeout(ask, wait);
  }

  setTimeout(ask, wait);
}

/** The body of an element that holds this HTML, none of whose scripts run. */
export const parsed = (html) => new DOMParser().parseFromString(html, "text/html").body;

/** What came, or null where the network or the server will come back. */
async function fetched(address, page) {
  try {
    const answer = await page.fetch(address, { signal: page.signal });
    if (answer.status >= 500) return null;
    return { isRefused: !answer.ok || answer.redirected, html: await answer.text() };
  } catch {
    return null;
  }
}
