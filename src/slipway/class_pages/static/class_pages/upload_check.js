/**
 * The check of an archive's exercises: asked for again until it is over. The page is the same without this script, when
 * it is opened again. What did not change is left as it is, so that nothing is lost of what somebody has ticked.
 */

const FIRST_PAUSE = 1000; // milliseconds
const LONGEST_PAUSE = 5000;

export function start(element, page) {
  const part = element.querySelector("[data-part]");
  const said = element.querySelector("[data-said]");
  let pause = FIRST_PAUSE;

  async function ask() {
    try {
      const answer = await page.fetch(element.dataset.url, { signal: page.signal, redirect: "error" });
      if (answer.ok) show(await answer.text());
    } catch {
      if (page.signal.aborted) return; // else the connection may come back
    }
    pause = Math.min(pause * 1.2, LONGEST_PAUSE);
    later();
  }

  function show(html) {
    const made = document.createElement("template");
    made.innerHTML = html;
    const fresh = made.content.firstElementChild;
    if (fresh.dataset.now === part.firstElementChild.dataset.now) return;
    const wasOnDiscard = document.activeElement?.matches("[data-discard]");
    part.replaceChildren(fresh);
    if (wasOnDiscard) part.querySelector("[data-discard]")?.focus();
    said.textContent = part.querySelector("[data-told]")?.textContent.trim() ?? "";
  }

  function later() {
    if (part.querySelector("[data-goes-on]")) setTimeout(ask, pause);
  }

  later();
}
