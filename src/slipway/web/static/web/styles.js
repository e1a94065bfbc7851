/** A launched page's own styles. What is swapped in is shown at once, and the browser fetches its styles after that. */

const AT_MOST = 3000; // milliseconds: a page without its styles is better than none

/** Take the page's styles over into the head, where they stay for the next page; until they are there nothing is seen. */
export function takeStyles() {
  const { head, body, documentElement: root } = document;
  const known = new Set([...head.querySelectorAll("link[rel=stylesheet]")].map((link) => link.href));
  const fresh = [];
  for (const link of body.querySelectorAll("link[rel=stylesheet]")) {
    if (known.has(link.href)) link.remove();
    else fresh.push(link);
  }
  if (!fresh.length) return;
  const loaded = fresh.map((link) => new Promise((done) => { link.onload = link.onerror = done; }));
  head.append(...fresh);
  root.dataset.unstyled = "";
  const late = new Promise((done) => setTimeout(done, AT_MOST));
  Promise.race([Promise.all(loaded), late]).then(() => { delete root.dataset.unstyled; });
}
