/**
 * The order of a class, by drag or by keys, on a handle in each row. Without this script the arrow buttons do it.
 *
 * Keys: Enter or Space picks a row up, the up and down arrows move it (a unit goes on into the next module), Enter or
 * Space puts it down and saves, Escape or leaving the handle puts it back; Ctrl+Z on a handle is Undo. Each step is said in
 * a live region. A save sends the whole order; what the server refuses is put back.
 */
import { Outline } from "./outline.js";

const EDGE = 80; // pixels from the window's edge where a drag scrolls
const KEYS = { ArrowUp: -1, ArrowDown: 1 };

export function start(root, page) {
  const outline = new Outline(root);
  const say = speaker(root);
  const keeper = saver(root, page, { outline, say });
  const template = root.querySelector("template[data-handle]").content.firstElementChild;
  for (const row of outline.rows()) {
    const handle = template.cloneNode(true);
    handle.lastElementChild.textContent = say.words("handleOf", row);
    row.querySelector(".move-buttons").prepend(handle);
  }
  const tools = { outline, say, keeper, signal: page.signal };
  const wasDragged = byPointer(root, tools);
  byKeys(root, { ...tools, wasDragged });
}

const handleOf = (row) => row.querySelector(".handle");
const rowOf = (handle) => handle.closest("[data-unit-id], [data-module-id]");

/** Words of the page, with their blanks filled in, and the live region that says them. */
function speaker(root) {
  const { dataset } = root.querySelector("[data-words]");
  const region = root.querySelector("[data-said]");
  const fill = (name, blanks) => dataset[name].replace(/\{(\w+)\}/g, (whole, blank) => blanks[blank] ?? whole);

  function place(outline, row) {
    const beside = outline.beside(row);
    const isUnit = "unitId" in row.dataset;
    const module = isUnit ? outline.moduleOf(row).dataset.title : "";
    const blanks = { at: beside.indexOf(row) + 1, of: beside.length, module };
    return fill(isUnit ? "unitPlace" : "modulePlace", blanks);
  }

  return {
    words: (name, row, blanks = {}) => fill(name, { title: row?.dataset.title, ...blanks }),
    place,
    text(words) {
      region.textContent = words;
    },
  };
}

/** Sends the order, one request after another; what was saved last is what a refusal goes back to. */
function saver(root, page, { outline, say }) {
  const undo = root.querySelector("[data-undo]");
  let saved = { text: outline.text(), rows: outline.snapshot() };
  let before = null;
  let queue = Promise.resolve();

  /** `done`: the words for a success, where the server's do not fit. */
  async function send(done) {
    const sent = { text: outline.text(), rows: outline.snapshot() };
    if (sent.text === saved.text) return;
    const { ok, message } = await ask(sent.text);
    if (ok) {
      before = saved.rows;
      saved = sent;
      undo.hidden = false;
    } else {
      outline.restore(saved.rows);
    }
    show(outline);
    say.text((ok && done) || message || say.words("failed"));
  }

  async function ask(order) {
    try {
      const body = new URLSearchParams({ order });
      const answer = await page.fetch(root.dataset.orderUrl, { method: "POST", body, redirect: "manual" });
      return { ok: answer.ok, message: (await answer.json()).message };
    } catch {
      return { ok: false };
    }
  }

  function save(done = "") {
    show(outline);
    queue = queue.then(() => send(done));
  }

  function takeBack() {
    if (!before) return;
    outline.restore(before);
    save(say.words("undone"));
  }

  undo.addEventListener("click", takeBack);
  return { save, takeBack };
}

/** The arrow buttons at the ends of a list have nowhere to go. */
function show(outline) {
  for (const row of outline.rows()) {
    const beside = outline.beside(row);
    const [up, down] = row.querySelectorAll(".move-buttons > [formaction]");
    up.disabled = beside[0] === row;
    down.disabled = beside.at(-1) === row;
  }
}

function byKeys(root, { outline, say, keeper, signal, wasDragged }) {
  let held = null; // {row, handle, before}
  let moving = false;

  function pickUp(handle) {
    const row = rowOf(handle);
    held = { row, handle, before: outline.snapshot(), text: outline.text() };
    mark(row, handle, true);
    say.text(say.words("picked", row, { place: say.place(outline, row) }));
  }

  function letGo() {
    const { row, handle } = held;
    held = null;
    mark(row, handle, false);
  }

  function putDown() {
    if (held.text === outline.text()) return putBack();
    letGo();
    keeper.save();
  }

  function putBack() {
    const { row, before } = held;
    withFocus(() => outline.restore(before));
    letGo();
    say.text(say.words("back", row));
  }

  /** Moving an element in the document takes the focus away from what is in it. */
  function withFocus(move) {
    const { handle } = held;
    const focused = document.activeElement === handle;
    moving = true;
    move();
    if (focused) handle.focus();
    moving = false;
  }

  function step(by) {
    let moved = false;
    withFocus(() => { moved = outline.step(held.row, by); });
    held.handle.scrollIntoView({ block: "nearest" });
    const place = say.place(outline, held.row);
    say.text(moved ? place : say.words(by < 0 ? "atTop" : "atEnd", held.row, { place }));
  }

  root.addEventListener("click", (event) => {
    const handle = event.target.closest(".handle");
    if (!handle || wasDragged()) return;
    if (held?.handle === handle) return putDown();
    if (held) putBack();
    pickUp(handle);
  }, { signal });
  root.addEventListener("keydown", (event) => {
    if (!held && isUndo(event)) keeper.takeBack();
    else if (!held || event.target !== held.handle) return;
    else if (event.key === "Escape") putBack();
    else if (KEYS[event.key]) step(KEYS[event.key]);
    else return;
    event.preventDefault();
  }, { signal });
  root.addEventListener("focusout", () => held && !moving && putBack(), { signal });
}

/** Ctrl+Z, or Command+Z, on a handle: the button *Undo* is far from there by the Tab key. */
function isUndo(event) {
  const plain = !event.shiftKey && !event.altKey;
  return plain && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && event.target.matches(".handle");
}

function mark(row, handle, on) {
  row.classList.toggle("is-moving", on);
  handle.setAttribute("aria-pressed", String(on));
}

/** A drag by mouse, pen or finger. Returns whether the click that comes now ended one. */
function byPointer(root, { outline, keeper, signal }) {
  let drag = null; // {row, before, moved, y}
  let ended = false;

  function begin(event) {
    const handle = event.target.closest(".handle");
    if (!handle || event.button !== 0 || handle.getAttribute("aria-pressed") === "true") return;
    drag = { row: rowOf(handle), handle, before: outline.snapshot(), moved: false, from: event.clientY, y: event.clientY };
  }

  function move(event) {
    if (!drag) return;
    drag.y = event.clientY;
    if (!drag.moved && Math.abs(drag.y - drag.from) < 5) return;
    if (!drag.moved) {
      drag.moved = true;
      drag.row.classList.add("is-moving");
      requestAnimationFrame(scroll);
    }
    outline.putAt(drag.row, drag.y);
  }

  /** Near the edge of the window the page goes on, for as long as the drag stays there. */
  function scroll() {
    if (!drag) return;
    const by = drag.y < EDGE ? -10 : drag.y > innerHeight - EDGE ? 10 : 0;
    if (by) {
      scrollBy(0, by);
      outline.putAt(drag.row, drag.y);
    }
    requestAnimationFrame(scroll);
  }

  function end(finish) {
    if (!drag) return;
    const { row, handle, before, moved } = drag;
    drag = null;
    if (!moved) return;
    ended = true;
    setTimeout(() => { ended = false; });
    row.classList.remove("is-moving");
    if (finish === "save") keeper.save();
    else outline.restore(before);
    handle.focus({ preventScroll: true });
  }

  root.addEventListener("pointerdown", begin, { signal });
  document.addEventListener("pointermove", move, { signal });
  document.addEventListener("pointerup", () => end("save"), { signal });
  document.addEventListener("pointercancel", () => end("put back"), { signal });
  document.addEventListener("keydown", (event) => event.key === "Escape" && end("put back"), { signal });
  return () => ended;
}
