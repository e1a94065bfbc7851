/**
 * The worker in which one Python stands: made by frame.js of this text, without an address, a store or a network.
 *
 * A program can reach all of this file's world (`import js`). So nothing here guards anything: the policy of the
 * runner's page does, and frame.js and runner.js take what comes from here as a stranger's word.
 */
"use strict";

const SPENT = 384 * 2 ** 20; // bytes of a Python's memory after which a fresh one is better: it never gives any back

const PROGRAM = "slipway_program"; // program.py, as Python knows it

let python = null;
let program = null;
let output = null;

self.onmessage = async ({ data }) => {
  if (data.kind === "boot") await boot(data);
  else if (data.kind === "run") work(data, () => program.run(data.files, data.main, data.stdin));
  else if (data.kind === "call") work(data, () => program.call(data.engine, data.files, data.name, data.argument));
};

async function boot({ loader, engine, wasm, stdlib, lock, program: source }) {
  try {
    const [{ loadPyodide }, { default: createPyodideModule }] = await Promise.all([loader, engine].map(moduleOf));
    python = await withParts({ wasm, stdlib }, () =>
      loadPyodide({
        createPyodideModule,
        indexURL: "https://nowhere.invalid/", // asked of `fetch` as withParts has it; nothing goes out
        lockFileContents: { info: JSON.parse(lock).info, packages: {} }, // the packages are not here to be had
        env: { HOME: "/exercise", PYTHONINSPECT: "", PYTHONHASHSEED: "0" }, // sets in the order that grading has them in
      }),
    );
    const descriptors = new Descriptors(python);
    python.registerJsModule("slipway_page", {
      tell: (stream, text) => output?.write(stream, text) ?? 0,
      flush: () => output?.flush(),
      openDescriptors: (most) => descriptors.open(most),
      closeDescriptors: () => descriptors.close(),
      give: (text) => descriptors.give(text),
      takeWritten: (which) => descriptors.take(which),
      isOver: () => descriptors.isOver,
    });
    python.FS.writeFile(`/lib/${PROGRAM}.py`, source);
    python.runPython("import sys; sys.path.append('/lib')");
    program = python.pyimport(PROGRAM);
    self.postMessage({ kind: "ready" });
  } catch (error) {
    self.postMessage({ kind: "failed", message: String(error).slice(0, 2000) });
  }
}

/** A module by its text. */
async function moduleOf(text) {
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  try {
    return await import(address);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** `load` finds the files of Pyodide here, where it would fetch them. The wasm has been compiled, once for all workers. */
async function withParts({ wasm, stdlib }, load) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  self.fetch = () => Promise.resolve(new Response(stdlib));
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module: wasm,
    instance: await WebAssembly.instantiate(wasm, imports),
  });
  try {
    return await load();
  } finally {
    self.fetch = fetch;
    WebAssembly.instantiateStreaming = instantiateStreaming;
  }
}

function work({ id, cap }, job) {
  output = new Output(id, cap);
  let told;
  try {
    told = JSON.parse(job());
  } catch (error) {
    told = { died: String(error).slice(0, 2000) }; // Python itself broke: out of stack or memory, or os._exit
  }
  output.flush();
  const spent = !told.isClean || python._module.HEAPU8.byteLength > SPENT;
  self.postMessage({ ...told, kind: "done", id, spent, missing: output.missing });
  output = null;
}

/** What a program says, up to the cap; of the rest the number. */
class Output {
  constructor(id, cap) {
    this.id = id;
    this.left = cap;
    this.missing = 0;
    this.held = [];
  }

  /** Returns how many characters more may come. */
  write(stream, text) {
    const shown = text.slice(0, this.left);
    this.left -= shown.length;
    this.missing += text.length - shown.length;
    if (shown) this.held.push({ stream, text: shown });
    return this.left;
  }

  flush() {
    if (this.held.length || this.missing)
      self.postMessage({ kind: "output", id: this.id, parts: this.held, missing: this.missing });
    this.held = [];
  }
}

/**
 * File descriptors 0, 1 and 2, while they are open: what is typed in, and what is written, up to so many bytes of both
 * together. Elsewhere nothing can be read from them, and what is written is lost: programs that are run have streams.
 */
class Descriptors {
  #given = new Uint8Array(0);
  #at = 0;
  #written = [[], []];
  #left = null;
  isOver = false;

  constructor(python) {
    python.setStdin({ read: (buffer) => this.#read(buffer) });
    python.setStdout({ write: (bytes) => this.#write(0, bytes) });
    python.setStderr({ write: (bytes) => this.#write(1, bytes) });
  }

  open(most) {
    this.#left = most;
    this.isOver = false;
    this.give("");
  }

  close() {
    this.#left = null;
    this.#written = [[], []];
  }

  give(text) {
    this.#given = new TextEncoder().encode(text);
    this.#at = 0;
  }

  /** What was written to 1 (`which` is 0) or 2 since the last time. */
  take(which) {
    const parts = this.#written[which];
    this.#written[which] = [];
    const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      all.set(part, at);
      at += part.length;
    }
    return all;
  }

  #read(buffer) {
    if (this.#left === null) throw new Error("nobody types here");
    const part = this.#given.subarray(this.#at, this.#at + buffer.length);
    buffer.set(part);
    this.#at += part.length;
    return part.length;
  }

  #write(which, bytes) {
    if (this.#left === null) return bytes.length;
    this.#left -= bytes.length;
    if (this.#left < 0) this.isOver = true;
    if (this.isOver) throw new Error("more than anybody reads");
    this.#written[which].push(bytes.slice());
    return bytes.length;
  }
}
