/** The page's words, which stand in its template: texts with named places, and pieces of the page to be filled. */

/** `word(name, {place: value})`: the text that the template has as `data-name`, its `{place}`s filled; undefined for none. */
export function wordsOf(element) {
  const texts = element.querySelector("[data-words]").dataset;
  return (name, values = {}) => texts[name]?.replace(/\{(\w+)\}/g, (whole, place) => String(values[place] ?? whole));
}

/**
 * `piece(name, slots)`: a copy of the template's `data-piece="name"`. What has `data-slot="x"` gets `slots.x`, a text or
 * a node or a list of them; it is taken out where that is null, undefined or "".
 */
export function piecesOf(element) {
  return (name, slots = {}) => {
    const made = element.querySelector(`template[data-piece="${name}"]`).content.firstElementChild.cloneNode(true);
    const all = made.matches("[data-slot]") ? [made, ...made.querySelectorAll("[data-slot]")] : made.querySelectorAll("[data-slot]");
    for (const place of [...all]) fill(place, slots[place.dataset.slot]);
    return made;
  };
}

function fill(place, value) {
  const isNothing = value === null || value === undefined || value === "" || value.length === 0;
  if (isNothing) place.remove();
  else place.replaceChildren(...[value].flat());
}

/** Points, a number or its text, as the reader writes them: hundredths only where there are some. */
export function writtenPoints(points) {
  const number = Number(points);
  const digits = Number.isInteger(number) ? 0 : 2;
  const language = globalThis.document?.documentElement.lang || undefined;
  const how = { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false };
  return new Intl.NumberFormat(language, how).format(number);
}

/** A moment as the reader writes times: the time alone if it is of today. */
export function timeOf(moment, now = new Date()) {
  const at = new Date(moment);
  const language = document.documentElement.lang || undefined;
  const isToday = at.toDateString() === now.toDateString();
  const day = isToday ? {} : { day: "numeric", month: "short" };
  return new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", ...day }).format(at);
}
