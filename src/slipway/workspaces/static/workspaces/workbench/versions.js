/** The history: what was run, replaced and handed in; to look at, to compare, to go on with. */
import { differencesOf } from "./results/text_differences.js";
import { timeOf } from "./page/words.js";

const WHY = { run: "whyRun", "other-tab": "whyOtherTab", reset: "whyReset", submitted: "whySubmitted" };

/**
 * Show the history in its dialog until it is closed. `ask()` fetches it, `now()` gives the files as they stand, and
 * `onRestore(files)` takes a version's files in their place.
 */
export async function showHistory({ ask, dialog, view, now, onRestore }) {
  const { word } = view;
  const state = dialog.querySelector("[data-history-state]");
  const list = dialog.querySelector("[data-versions]");
  const restore = dialog.querySelector("[data-restore]");
  const shown = dialog.querySelector("[data-version]");
  list.replaceChildren();
  shown.replaceChildren();
  restore.disabled = true;
  dialog.showModal();
  const closed = new AbortController();
  dialog.addEventListener("close", () => closed.abort(), { once: true });
  dialog.addEventListener("click", (event) => event.target.closest("[data-close]") && dialog.close(), { signal: closed.signal });

  const answer = await ask();
  if (closed.signal.aborted) return;
  const versions = answer.data?.versions ?? [];
  state.textContent = word(answer.outcome !== "done" ? "historyFailed" : versions.length ? "chooseVersion" : "noHistory");
  let chosen = null;

  function choose(version, button) {
    chosen = version;
    for (const each of list.querySelectorAll("button")) each.setAttribute("aria-pressed", String(each === button));
    const differences = differencesOf(view.piece, now(), version.files);
    shown.replaceChildren(...differences);
    restore.disabled = !differences.length;
    state.textContent = word(differences.length ? "chooseVersion" : "sameAsNow");
  }

  list.replaceChildren(...versions.map((version) => lineOf(version, view, choose)));
  restore.addEventListener("click", () => {
    dialog.close();
    onRestore(chosen.files);
  }, { signal: closed.signal });
}

function lineOf(version, { word, piece }, choose) {
  const why = word(WHY[version.why] ?? "whyRun", { number: version.number });
  const line = piece("version", { why, at: timeOf(version.at) });
  const button = line.querySelector("button");
  button.addEventListener("click", () => choose(version, button));
  return line;
}
