/**
 * The picker of an offer that is too large for one page: a module's units come when it is opened, and the server
 * searches. What is ticked is kept here, whatever the page shows.
 */
import { countIn, offerWhole, say, walk } from "./picker.js";

const PAUSE = 250; // milliseconds without a key before the server is asked

export function start(picker, page) {
  const form = picker.querySelector("form");
  const part = (name) => form.querySelector(`[data-${name}]`);
  const places = { trees: part("trees"), kept: part("kept"), results: part("results"), tree: part("trees").lastElementChild };
  const choice = keepChoice(picker, form, places);
  comeWhenOpened(picker, page, choice);
  search(picker, page, places, choice);
  places.trees.addEventListener("keydown", walk);
}

const linesOf = (place) => [...place.querySelectorAll("input[value]")];

/** The ids of ticked units. Every line of a unit shows whether it is one of them; the form sends these and no others. */
function keepChoice(picker, form, { trees, kept, results }) {
  const chosen = new Set(linesOf(trees).filter((line) => line.checked).map((line) => line.value));
  const count = countIn(form, () => chosen.size);
  const wholes = new Map();
  rename(kept, "kept");

  function show() {
    for (const line of linesOf(trees)) line.checked = chosen.has(line.value);
    for (const [module, showWhole] of wholes) if (module.isConnected) showWhole();
    count();
  }

  trees.addEventListener("change", ({ target }) => {
    const changed = target.value && target.name ? [target] : linesOf(target.closest("details"));
    if (target.type === "radio") chosen.clear();
    for (const line of changed) chosen[line.checked ? "add" : "delete"](line.value);
    if (results.contains(target)) keepLine(target, trees, kept, results);
    show();
  });
  form.addEventListener("formdata", ({ formData }) => {
    for (const name of ["unit", "kept", "found"]) formData.delete(name);
    for (const id of chosen) formData.append("unit", id);
  });
  show();
  return {
    show,
    /** The units of a module have come. */
    came(module) {
      const showWhole = offerWhole(picker, module);
      if (showWhole) wholes.set(module, showWhole);
      show();
    },
  };
}

/** Radios of one name exclude each other, and a unit may have a line in several places. */
function rename(place, name) {
  for (const line of linesOf(place)) line.name = name;
}

/** What was ticked among results stays to be seen when they are gone. */
function keepLine(line, trees, kept, results) {
  const lines = linesOf(trees).filter((other) => other.value === line.value && !results.contains(other));
  if (!line.checked || lines.length) return;
  const copy = line.closest("li").cloneNode(true);
  kept.querySelector("details > ul").append(copy);
  rename(kept, "kept");
  kept.dataset.filled = "";
}

/** The part of the page at `path` as an element, or the name of the template that says why not; null when it is over. */
async function partAt(path, page, signal) {
  const answer = await page.fetch(path, { signal }).catch(() => null);
  if (signal.aborted) return null;
  if (answer?.status === 401) {
    page.go(location.pathname); // says that the session is over
    return null;
  }
  if (!answer?.ok) return answer?.status === 404 ? "gone" : "failed";
  const text = await answer.text().catch(() => null);
  if (signal.aborted) return null;
  return text === null ? "failed" : new DOMParser().parseFromString(text, "text/html").body;
}

/** A copy of one of the page's templates; its button, if it has one, calls `again`. */
function copyOf(picker, name, again) {
  const copy = picker.querySelector(`template[data-${name}]`).content.firstElementChild.cloneNode(true);
  copy.querySelector("button")?.addEventListener("click", again);
  return copy;
}

function comeWhenOpened(picker, page, choice) {
  async function fetchUnits(module) {
    const summary = module.querySelector("summary");
    const put = (element) => {
      while (summary.nextSibling) summary.nextSibling.remove(); // the summary stays where it is: it may have the focus
      summary.after(element);
    };
    module.dataset.coming = "";
    put(copyOf(picker, "waiting"));
    const part = await partAt(picker.dataset.modules + module.dataset.units, page, page.signal);
    delete module.dataset.coming;
    if (part === null) return;
    if (typeof part === "string") return put(copyOf(picker, part, () => {
      summary.focus(); // the button goes
      fetchUnits(module);
    }));
    delete module.dataset.units;
    put(part.firstElementChild);
    choice.came(module);
  }

  picker.addEventListener("toggle", ({ target }) => {
    if (target.open && "units" in target.dataset && !("coming" in target.dataset)) fetchUnits(target);
  }, true); // it does not bubble
}

function search(picker, page, { kept, results, tree }, choice) {
  const bar = picker.querySelector("[data-search]");
  const field = bar.querySelector("input");
  const found = bar.querySelector("[data-found]");
  let asked = new AbortController();
  let pause = 0;

  function showTree(searching) {
    picker.classList.toggle("searching", searching);
    results.hidden = !searching;
    tree.hidden = searching;
    kept.hidden = searching || !kept.querySelector("input");
  }

  function put(...elements) {
    results.replaceChildren(...elements);
    showTree(true);
  }

  async function ask(sought) {
    asked = new AbortController();
    const { signal } = asked;
    const part = await partAt(`${picker.dataset.searches}?q=${encodeURIComponent(sought)}`, page, AbortSignal.any([signal, page.signal]));
    if (part === null) return;
    if (typeof part === "string") {
      say(found, "");
      const line = document.createElement("li");
      line.append(copyOf(picker, "failed", () => {
        field.focus();
        ask(sought);
      }));
      return put(line);
    }
    rename(part, "found");
    say(found, part.querySelector("[data-says]").textContent);
    put(...part.querySelector("ul").children);
    choice.show();
  }

  field.addEventListener("input", () => {
    asked.abort();
    clearTimeout(pause);
    const sought = field.value.trim();
    if (sought) {
      pause = setTimeout(ask, PAUSE, sought);
      return;
    }
    say(found, "");
    results.replaceChildren();
    showTree(false);
  });
  bar.hidden = false;
}
