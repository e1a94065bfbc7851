/**
 * The guide as it will look, beside the text while it is written. Without this script a button does it. The answer
 * that came last is of the text that was sent last: an earlier request that is under way is given up. The server may
 * still be busy with that one, or with others'; then it is asked again.
 */

import { parsed } from "../web/ask_again.js";
import { showFresh } from "../web/modules.js";

const PAUSE = 400; // milliseconds without a key, or until a busy server is asked again
const BUSY = 429;

export function start(element, page) {
  const text = element.querySelector("textarea");
  const shown = element.querySelector("[data-shown]");
  let waiting = 0;
  let request = new AbortController();
  let sent = text.defaultValue;

  async function show() {
    if (text.value === sent) return;
    sent = text.value;
    request.abort();
    request = new AbortController();
    const { signal } = request;
    try {
      const body = new URLSearchParams({ guide: sent });
      const answer = await page.fetch(element.dataset.previewUrl, { method: "POST", body, signal, redirect: "error" });
      if (!answer.ok && ![422, BUSY].includes(answer.status)) throw new Error(String(answer.status));
      const html = await answer.text();
      if (signal.aborted) return;
      if (answer.status !== BUSY) {
        showFresh(shown, parsed(html).childNodes, page);
      } else {
        sent = null;
        later();
      }
    } catch {
      if (signal.aborted) return;
      sent = null; // the next key tries again
      shown.textContent = element.dataset.failed;
    }
  }

  function later() {
    clearTimeout(waiting);
    waiting = setTimeout(show, PAUSE);
  }

  text.addEventListener("input", later);
  element.querySelector("[data-preview]").hidden = true;
  show(); // what was typed before this ran
}
