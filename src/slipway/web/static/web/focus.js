/** After a page has been put in: where the reader stands. */

/** Focus what asks for it (`data-focus`: the error summary), else the heading, so that screen readers say the new page. */
export function announce() {
  const main = document.getElementById("main");
  const target = main?.querySelector("[data-focus]") ?? main?.querySelector("h1") ?? main;
  const place = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (place) place.scrollIntoView();
  else window.scrollTo(0, 0);
  if (!target) return;
  if (!target.hasAttribute("tabindex")) target.setAttribute("tabindex", "-1");
  target.focus({ preventScroll: !target.hasAttribute("data-focus") });
}

const SOON = 200; // milliseconds: a screen reader must know the region before its words, and says the heading first

/** After something was done: say what has become of it (`data-outcome`); the heading alone is the one of the page before. */
export function tellOutcome() {
  const main = document.getElementById("main");
  const outcome = main?.querySelector("[data-outcome]")?.textContent.trim();
  const region = main?.querySelector("[data-said-outcome]");
  if (outcome && region) setTimeout(() => { region.textContent = outcome; }, SOON);
}
