/**
 * The picker's comforts: search as you type, whole modules, a count, arrow keys. Without them it is a form that works.
 */

export function start(picker) {
  const form = picker.querySelector("form");
  const modules = [...form.querySelectorAll(".tree ul > li > details")];
  for (const module of modules) offerWhole(picker, module);
  form.addEventListener("change", countIn(form, () => form.querySelectorAll('input[name="unit"]:checked').length));
  search(picker, form);
  form.querySelector(".tree").addEventListener("keydown", walk);
}

/** Words of an element in `data-none`, `data-one`, `data-many`: the server translates them. */
function words(element, n) {
  if (n === 0) return element.dataset.none;
  return n === 1 ? element.dataset.one : element.dataset.many.replace("{n}", n);
}

/** The same words again are no news: a screen reader would repeat them. */
export function say(place, text) {
  if (place.textContent !== text) place.textContent = text;
}

/** Says how many are ticked, now and whenever the result is called. */
export function countIn(form, ticked) {
  const place = form.querySelector("[data-count]");
  const count = () => say(place, words(place, ticked()));
  count();
  place.setAttribute("role", "status"); // from now on: a fresh page is told by its heading alone
  return count;
}

function unitsOf(module) {
  return [...module.querySelectorAll('input[name="unit"]')];
}

/**
 * A first line in a module of several units that ticks them all; it shows when some are. Returns what brings that up to
 * date.
 */
export function offerWhole(picker, module) {
  const units = unitsOf(module);
  if (units.length < 2 || units[0].type === "radio") return null;
  const whole = picker.querySelector("template[data-whole]").content.firstElementChild.cloneNode(true);
  module.querySelector("ul").prepend(whole);
  whole.querySelector(".visually-hidden").textContent = module.querySelector(".name").textContent;
  const box = whole.querySelector("input");
  const show = () => {
    const ticked = units.filter((unit) => unit.checked).length;
    box.checked = ticked === units.length;
    box.indeterminate = ticked > 0 && ticked < units.length;
  };
  module.addEventListener("change", ({ target }) => {
    if (target === box) for (const unit of units) unit.checked = box.checked;
    show();
  });
  show();
  return show;
}

/** Lower case, and without the marks on letters. */
export function plain(text) {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

const title = (element) => plain(element.querySelector(".name").textContent);

/** What can be found: each unit with the titles above it, read once. */
function searchable(form) {
  return [...form.querySelectorAll(".tree > li")].map((room) => ({
    item: room,
    modules: [...room.querySelectorAll(":scope > details > ul > li")].map((module) => ({
      item: module,
      units: [...module.querySelectorAll("li:has(> label > .name)")].map((unit) => ({
        item: unit,
        text: [title(room.querySelector("summary")), title(module.querySelector("summary")), title(unit)].join(" "),
      })),
    })),
  }));
}

function search(picker, form) {
  const bar = picker.querySelector("[data-search]");
  const field = bar.querySelector("input");
  const found = bar.querySelector("[data-found]");
  const rooms = searchable(form);
  const branches = [...form.querySelectorAll("details")];
  let openBefore = null;

  function filter() {
    const sought = plain(field.value).split(/\s+/).filter(Boolean);
    if (sought.length && !openBefore) openBefore = new Set(branches.filter((branch) => branch.open));
    const count = show(rooms, sought);
    picker.classList.toggle("searching", sought.length > 0);
    for (const branch of branches) {
      if (sought.length) branch.open = !branch.parentElement.hidden;
      else if (openBefore) branch.open = openBefore.has(branch);
    }
    if (!sought.length) openBefore = null;
    say(found, sought.length ? words(found, count) : "");
  }

  field.addEventListener("input", filter);
  bar.hidden = false;
}

/** Show the units that have all the words somewhere in their titles, and what they lie in. Returns how many. */
function show(rooms, sought) {
  let count = 0;
  for (const room of rooms) {
    let inRoom = 0;
    for (const module of room.modules) {
      let inModule = 0;
      for (const { item, text } of module.units) {
        item.hidden = !sought.every((word) => text.includes(word));
        if (!item.hidden) inModule += 1;
      }
      module.item.hidden = sought.length > 0 && inModule === 0;
      inRoom += inModule;
    }
    room.item.hidden = sought.length > 0 && inRoom === 0;
    count += inRoom;
  }
  return count;
}

const STEPS = { ArrowDown: 1, ArrowUp: -1 };

/** Up and Down go through all that is to be seen. Radios have that from the browser, but not the way in from a summary. */
export function walk(event) {
  const step = STEPS[event.key];
  if (!step || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.target.type === "radio") return;
  const stops = [...event.currentTarget.querySelectorAll("summary, input")].filter((stop) => stop.checkVisibility());
  const next = stops[stops.indexOf(event.target) + step];
  event.preventDefault();
  next?.focus();
}
