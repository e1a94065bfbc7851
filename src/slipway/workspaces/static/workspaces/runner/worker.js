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
        env: { HOME: "/exercise", PYTHONINSPECT: "" },
      }),
    );
    python.setStdin({ error: true });
    python.registerJsModule("slipway_page", {
      tell: (stream, text) => output?.write(stream, text) ?? 0,
      flush: () => output?.flush(),
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
