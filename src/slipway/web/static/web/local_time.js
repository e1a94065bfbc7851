/** A moment that the server wrote in UTC, told in the visitor's own zone and language; UTC stays as the title. */

const MINUTES = { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };

export function start(element) {
  const moment = new Date(element.dateTime);
  if (Number.isNaN(moment.getTime())) return;
  const inUtc = element.textContent;
  const parts = "seconds" in element.dataset ? { ...MINUTES, second: "2-digit" } : MINUTES;
  element.textContent = new Intl.DateTimeFormat(document.documentElement.lang || undefined, parts).format(moment);
  element.title = inUtc;
}
