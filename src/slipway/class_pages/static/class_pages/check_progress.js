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
      const html = await answer.text();
      if (html !== shown.innerHTML) shown.innerHTML = html;
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

  if (!isOver()) setTimeout(ask, pause);
}
