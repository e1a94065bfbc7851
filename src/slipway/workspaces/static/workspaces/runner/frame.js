/**
 * The page /runner/: a frame without an origin, which holds one worker that works and a spare one that waits.
 *
 * Between the page that shows it and the workers it passes messages on. It takes them from the page that holds it and
 * from workers that it has made, and from nobody else. What a worker says is passed on only within bounds.
 */
"use strict";

// What a worker may say while it runs a program: three times what program.py does for one that prints without end.
const MESSAGES = 1_000;
const MESSAGES_PER_SECOND = 200;

let parts = null;
let source = "";
let current = null;
let spare = null;
let run = null; // {id}

addEventListener("message", ({ source: sender, data }) => {
  if (sender !== parent || parent === window || typeof data !== "object" || data === null) return;
  if (data.kind === "boot" && !parts) boot(data);
  else if (data.kind === "stop") stop(data.id);
  else if (data.kind === "run" || data.kind === "call") begin(data);
});

const tell = (message) => parent.postMessage(message, "*"); // nothing in it is a secret of anybody's

async function boot({ worker, wasm, kind, ...texts }) {
  parts = {};
  try {
    source = URL.createObjectURL(new Blob([worker], { type: "text/javascript" }));
    parts = { ...texts, wasm: await WebAssembly.compile(wasm) };
    current = start();
  } catch (error) {
    tell({ kind: "failed", message: String(error).slice(0, 2000) });
  }
}

/** A worker that begins to load its Python. */
function start() {
  const made = { worker: new Worker(source), ready: false, messages: 0, since: performance.now() };
  made.worker.onmessage = ({ data }) => hear(made, data);
  made.worker.onerror = () => made.ready || lost(made); // afterwards it is what a program left behind that fails
  made.worker.postMessage({ kind: "boot", ...parts });
  return made;
}

function hear(made, data) {
  if (++made.messages > allowed(made)) return flooded(made);
  if (typeof data !== "object" || data === null) return;
  if (data.kind === "ready" && !made.ready) isReady(made);
  else if (data.kind === "failed" && !made.ready) lost(made, data.message);
  else if (made === current && run && data.id === run.id) pass(data);
}

const allowed = ({ since }) => MESSAGES + (MESSAGES_PER_SECOND * (performance.now() - since)) / 1000;

function isReady(made) {
  made.ready = true;
  if (made !== current) return tell({ kind: "spare" });
  tell({ kind: "ready" });
  spare ??= start();
}

function pass(data) {
  if (data.kind === "done") {
    run = null;
    if (data.spent) replace();
    tell(data);
  } else if (data.kind === "output") tell(data);
}

/** A program that reached its worker (`import js`) says more than anybody listens to, while it runs or afterwards. */
function flooded(made) {
  if (made !== current) lost(made);
  else if (run) end("flooded");
  else replace();
}

function begin(data) {
  if (!current?.ready || run) return tell({ kind: "ended", id: data.id, why: "busy" });
  run = { id: data.id };
  Object.assign(current, { messages: 0, since: performance.now() });
  current.worker.postMessage(data);
}

function stop(id) {
  if (run?.id === id) end("stopped");
}

/** End the run that is under way, whatever its program does, and have the spare worker ready for the next. */
function end(why) {
  const { id } = run;
  run = null;
  replace();
  tell({ kind: "ended", id, why });
}

function replace() {
  current.worker.terminate();
  current = spare ?? start();
  spare = null;
  tell({ kind: current.ready ? "ready" : "booting" });
  if (current.ready) spare = start();
}

/** A worker that is of no use: the page has no Python then, unless it was the spare one. */
function lost(made, message = "The worker did not start.") {
  made.worker.terminate();
  if (made === spare) spare = null;
  else if (made === current) tell({ kind: "failed", message: String(message).slice(0, 2000) });
}

tell({ kind: "here" });
