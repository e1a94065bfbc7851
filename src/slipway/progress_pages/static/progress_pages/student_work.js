/**
 * A student's work before their teacher: run here as in the student's own page, its result in full, and what differs
 * from other versions. `data-work` is `{files, main, number, result}`; nothing is sent or kept.
 */
import { sameFiles } from "../workspaces/workbench/saving/same_files.js";
import { differencesOf } from "../workspaces/workbench/results/text_differences.js";
import { shownResult } from "../workspaces/workbench/results/results.js";
import { tryCase } from "../workspaces/workbench/results/try_case.js";
import { ask } from "../workspaces/workbench/page/requests.js";
import { piecesOf, timeOf, wordsOf } from "../workspaces/workbench/page/words.js";
import { Running } from "../workspaces/workbench/running.js";

export function start(element, page) {
  const told = JSON.parse(element.dataset.work);
  const said = element.querySelector("[data-said]");
  const view = { element, word: teachersWords(element), piece: piecesOf(element), say: (text) => (said.textContent = text) };
  const run = startRunning(view, told, page.signal);
  if (told.result) showResult(view, told, run);
  startComparing(view, told, page);
  for (const option of element.querySelectorAll("option[data-at]")) option.append(` · ${timeOf(option.dataset.at)}`);
  startLines(element);
}

/** The workspace's words; those that speak to a student have others here. */
function teachersWords(element) {
  const word = wordsOf(element);
  return (name, values) => word(`teacher${name[0].toUpperCase()}${name.slice(1)}`, values) ?? word(name, values);
}

/** Buttons and input of *Run*. Gives the function that runs a program: `{files, main, stdin}`. */
function startRunning(view, told, signal) {
  const { element } = view;
  const [button, stop] = ["run", "stop"].map((name) => element.querySelector(`[data-do="${name}"]`));
  const stdin = element.querySelector("[data-stdin]");
  const enable = (state) => {
    button.disabled = state !== "ready";
    stop.disabled = state !== "running";
  };
  const running = new Running(view, { onState: enable, goTo: (path, line) => goTo(element, path, line), signal });
  button.addEventListener("click", () => running.run({ files: told.files, main: told.main, stdin: stdin.value }));
  stop.addEventListener("click", () => running.stop());
  stdin.disabled = false;
  return (program) => {
    stdin.value = program.stdin;
    button.scrollIntoView({ block: "nearest" });
    running.run(program);
  };
}

function showResult(view, { result, number, files, main }, run) {
  const { nodes } = shownResult(result, {
    ...view,
    heading: view.word("result", { number }),
    main,
    goTo: (path, line) => goTo(view.element, path, line),
    tryOf: (cases, at) => tryCase({ cases, at, files, main }),
    onTry: run,
  });
  view.element.querySelector("[data-results]").replaceChildren(...nodes);
}

function goTo(element, path, line) {
  const list = listOf(element, path);
  const place = list?.querySelector(`li[value="${line}"]`);
  place?.scrollIntoView({ block: "center" });
}

/** The versions are fetched when somebody compares for the first time. */
function startComparing(view, told, page) {
  const { element, piece, word } = view;
  const [choice, state] = [element.querySelector("#compare"), element.querySelector("[data-compare-state]")];
  const place = element.querySelector("[data-differences]");
  let versions = null;

  async function compare() {
    const wanted = choice.value;
    versions ??= (await ask(page, element.dataset.versions)).data?.versions ?? null;
    if (wanted !== choice.value) return;
    const other = versions?.find(({ id }) => id === wanted);
    place.replaceChildren(...(other ? differencesOf(piece, other.files, told.files) : []));
    if (!wanted) state.textContent = "";
    else if (!other) state.textContent = word("historyFailed");
    else state.textContent = sameFiles(other.files, told.files) ? word("alike") : "";
  }

  choice.addEventListener("change", compare);
  element.querySelector("[data-compare]").hidden = choice.options.length < 2;
}

/** A press on a line fills it into the form for comments. */
function startLines(element) {
  const box = element.querySelector("#comment-new");
  if (!box) return;
  element.querySelector("[data-line-hint]").hidden = false;
  element.addEventListener("click", ({ target }) => {
    const line = target.closest(".code-lines > li");
    if (!line || target.closest(".line-comment") || getSelection()?.toString()) return;
    box.open = true;
    box.querySelector("[name=path]").value = line.parentElement.dataset.path;
    box.querySelector("[name=line]").value = line.value;
    box.querySelector("[name=text]").focus();
  });
}

const listOf = (element, path) => [...element.querySelectorAll(".code-lines")].find((list) => list.dataset.path === path);
