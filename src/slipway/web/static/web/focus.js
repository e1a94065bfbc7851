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
