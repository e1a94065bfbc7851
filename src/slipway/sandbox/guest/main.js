// One guest: runs the contexts of one submission, one after the other, each as if it were the first. Its arguments are
// Pyodide's folder, this folder, and a snapshot's folder or "". It reads lines of JSON and answers by lines:
//
// the work   {program, namespace, files: {path: base64}, memory, output, shown,
//             relay: "tests", "program" or null}                              → {ready: how it started}
// a context  {id, cases: [{stdin, arguments, call}]}                              → {id, case: {said, stdout, stderr}}, …
//                                                                                   {id, end, code}
// or         {id, reach: true}: the program is for the other guest to use         → {id, said, stdout, stderr}, …
// then       {say: message}, an answer to what was said or a question. A line of another kind ends the context, unsaid.
//
// A program has no hand on this pipe: what it writes to any descriptor stays here, as bytes of the case that runs.

import { MemoryCopy } from "./memory.js";
import { Pristine } from "./pristine.js";
import { readModules, start } from "./pyodide.js";
import { addRelay } from "./relay.js";
import { restore } from "./restore.js";
import { Shown } from "./shown.js";
import { openStreams } from "./streams.js";

const PAGE = 65536;
const SAID = 8 * 2 ** 20; // bytes that slipway_guest may answer with
const stdin = Deno.stdin;
const stdout = Deno.stdout;
const [folder, guestFolder, snapshot] = Deno.args;

const lines = readLines();
const work = lines.next().value;
capMemory(work.memory);
const { module, walls, memory, how, serve: address } = await boot();
const streams = watchStreams();
const relay = work.relay ? addRelay(module.FS, { say: sayToOther, hear: hearFromOther }) : null;
closeDoors();
walls.up = true;
const pristine = new Pristine(module, memory ?? new MemoryCopy(module.HEAPU8));
send({ ready: how });
let isFresh = true;
let next = null; // a context that arrived while another one ran, and ended it
let now = null; // the id of the one that runs
for (let context; (context = next ?? lines.next().value); ) {
  next = null;
  if (!isFresh) pristine.restore();
  isFresh = false;
  walls.reset();
  relay?.reset();
  runContext(context);
}

async function boot() {
  if (snapshot) {
    try {
      return { ...(await restore({ folder: snapshot, library: `${folder}/python_stdlib.zip` })), how: "snapshot" };
    } catch (error) {
      console.error(`The snapshot does not fit: ${error.message}`);
    }
  }
  return { ...(await start({ folder, modules: readModules(guestFolder) })), how: "plain" };
}

/** No memory beyond `bytes`: programs get a MemoryError. */
function capMemory(bytes) {
  const { grow } = WebAssembly.Memory.prototype;
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * PAGE > bytes) throw new RangeError("no more memory");
    return grow.call(this, pages);
  };
}

/** The wall behind the walls: should a program ever reach JavaScript, there is nothing to reach. */
function closeDoors() {
  for (const name of ["read", "write", "net", "env", "run", "sys", "ffi", "import"]) {
    Deno.permissions.revokeSync({ name });
  }
  const reaching = ["Deno", "fetch", "Worker", "WebSocket", "process", "require", "navigator", "caches", "localStorage"];
  for (const name of reaching) delete globalThis[name];
  for (const name of Object.keys(console)) console[name] = () => {};
}

/** Call the function `serve` of slipway_guest. Returns its answer's bytes, or null where it has none. */
function serve(request) {
  const bytes = encodeText(JSON.stringify(request));
  const at = module._malloc(bytes.length);
  module.HEAPU8.set(bytes, at);
  const answer = module._PyObject_CallOneArg(address, module._PyBytes_FromStringAndSize(at, bytes.length));
  if (walls.ending) throw walls.ending;
  if (!answer || !module._PyObject_IsInstance(answer, module._PyBytes_Type)) return null;
  const [from, length] = [module._PyBytes_AsString(answer), module._PyBytes_Size(answer)];
  return length > SAID ? null : module.HEAPU8.slice(from, from + length);
}

/** What the program writes and reads, to the case that runs. */
function watchStreams() {
  const now = { stdin: new Uint8Array(0), read: 0, total: 0, texts: freshTexts() };
  openStreams(module.FS, {
    read: (bytes) => {
      const part = now.stdin.subarray(now.read, now.read + bytes.length);
      bytes.set(part);
      now.read += part.length;
      return part.length;
    },
    write: (which, bytes) => {
      now.total += bytes.length;
      if (now.total > work.output) walls.end("output");
      now.texts[which].add(bytes);
    },
  });
  return now;
}

function runContext({ id, cases, reach }) {
  now = id;
  Object.assign(streams, { stdin: new Uint8Array(0), read: 0, total: 0, texts: freshTexts() });
  const [end, code] = caught(() => {
    const { program, namespace, files } = work;
    const begun = said(serve({ do: "begin", folder: "/student/work", namespace, program, files }));
    if (begun.syntax) {
      const answer = encodeText(JSON.stringify({ value: null, exception: begun.syntax, exit: null }));
      send({ id, case: { said: answer.toBase64(), stdout: new Shown(0).told(), stderr: new Shown(0).told() } });
      return ["syntax", null];
    }
    if (!reach) return runCases(id, cases);
    serve({ do: "reach" });
    return ["crashed", null];
  });
  if (!next) send({ id, end, code });
}

/** A message for the other guest, with what was printed since the last one. */
function sayToOther(said) {
  if (walls.ending) throw walls.ending; // Python took it for an error of a device
  const [stdout, stderr] = work.relay === "program" ? streams.texts.map((text) => text.told()) : [null, null];
  if (stdout) streams.texts = freshTexts();
  send({ id: now, said, stdout, stderr });
}

/** The other's next message. Where a context comes instead, this one is over. */
function hearFromOther() {
  const line = lines.next().value;
  if (typeof line?.say === "string") return line.say;
  next = line ?? null;
  return walls.end("crashed");
}

function runCases(id, cases) {
  for (const [at, { stdin: typed, arguments: given, call }] of cases.entries()) {
    if (typed !== null) Object.assign(streams, { stdin: encodeText(typed), read: 0 });
    streams.texts = freshTexts();
    let answer = null;
    let exit = null;
    const [end, code] = caught(() => {
      answer = serve({ do: "case", stdin: typed !== null, arguments: given, call });
      exit = said(answer).exit;
      if (exit === null && at === cases.length - 1) said(serve({ do: "end" }));
      return [null, null];
    });
    if (next || (end === "crashed" && answer === null)) return [end, code];
    const [out, err] = streams.texts.map((text) => text.told());
    send({ id, case: { said: answer && answer.toBase64(), stdout: out, stderr: err } });
    if (end) return [end, code];
    if (exit !== null) return ["exit", Number(exit) & 0xff];
  }
  return ["finished", 0];
}

/** What `run` returns, an end and an exit code, or how it was ended. Then the guest has to be put back before it runs. */
function caught(run) {
  try {
    return run();
  } catch {
    return walls.ending ? [walls.ending.how, walls.ending.code] : ["crashed", null];
  }
}

/** An answer of slipway_guest, which a program may have forged: whoever reads it must expect anything. */
function said(bytes) {
  const answer = JSON.parse(new TextDecoder().decode(bytes));
  return { syntax: answer.syntax ?? null, exit: Number.isInteger(answer.exit) ? answer.exit : null };
}

function encodeText(text) {
  return new TextEncoder().encode(text);
}

function freshTexts() {
  return [new Shown(work.shown), new Shown(work.shown)];
}

function* readLines() {
  const decoder = new TextDecoder();
  const chunk = new Uint8Array(PAGE);
  let rest = "";
  for (;;) {
    const length = stdin.readSync(chunk);
    if (length === null) return;
    const parts = (rest + decoder.decode(chunk.subarray(0, length), { stream: true })).split("\n");
    rest = parts.pop();
    for (const part of parts) yield JSON.parse(part);
  }
}

function send(line) {
  const bytes = encodeText(`${JSON.stringify(line)}\n`);
  for (let at = 0; at < bytes.length; ) at += stdout.writeSync(bytes.subarray(at));
}
