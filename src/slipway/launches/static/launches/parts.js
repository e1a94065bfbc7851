/** Show the parts of this page that are for `what` (`data-while`), and hide those that are for something else. */
export function show(what) {
  for (const part of document.querySelectorAll("[data-while]")) part.hidden = part.dataset.while !== what;
}
