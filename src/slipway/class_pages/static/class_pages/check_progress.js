/** How far the check of an exercise is, asked again until it is over. Without this script the page is loaded again. */

const PAUSE = 1000; // milliseconds between two questions
const LONGEST_PAUSE = 10_000; // where the server does not answer, or the check waits long

export function start(element, page) {
  const shown = element.querySelector("[data-shown]");
  const said = element.querySelector("[data-said]");
  let pause = PAUSE;

  const isOver = () => shown.querySelector("[data-over]") !== null;

  async function ask() {
    try {
      const answer = await page.fetch(element.dataset.address, { signal: page.signal, redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      shown.innerHTML = await answer.text();
      linkPlaces(shown);
      pause = Math.min(pause * 1.1, LONGEST_PAUSE);
    } catch {
      if (page.signal.aborted) return;
      if (pause === LONGEST_PAUSE) {
        said.textContent = element.dataset.failed;
        return;
      }
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
    if (isOver()) said.textContent = `${element.dataset.done} ${shown.querySelector(".pill")?.textContent ?? ""}`;
    else setTimeout(ask, pause);
  }

  linkPlaces(shown);
  if (!isOver()) setTimeout(ask, pause);
}

/** A place in a file of the page becomes a button that opens it there; files.js hears it. */
function linkPlaces(shown) {
  const names = [...document.querySelectorAll("[data-shown-name]")].map((name) => name.textContent);
  for (const place of shown.querySelectorAll("[data-place]")) {
    const [, path, line] = /^(.*?)(?::(\d+))?$/.exec(place.textContent);
    if (!names.includes(path)) continue;
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "check-place", textContent: place.textContent });
    const detail = { path, line: Number(line ?? 0) };
    button.addEventListener("click", () => document.dispatchEvent(new CustomEvent("slipway:open-file", { detail })));
    place.replaceWith(button);
  }
}
