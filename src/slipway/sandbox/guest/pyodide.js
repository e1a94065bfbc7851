// Starts Pyodide with our own modules in it, from a snapshot or plainly, inside walls.

import { put } from "./memory.js";
import { Walls } from "./walls.js";

// What Emscripten or a terminal of its file system would print goes nowhere: this process's output is the host's alone.
const OPTIONS = { enableRunUntilComplete: false, jsglobals: Object.create(null), stdout: () => {}, stderr: () => {} };

/** What a guest has loaded before any program runs, so that its imports cost nothing. */
const LOADED = `bisect collections copy dataclasses datetime decimal enum fractions functools heapq itertools json math
  operator random re statistics string time typing unittest unittest.mock`.split(/\s+/);

/** Our own modules in a guest, in the order in which they import each other. */
export const MODULES = "slipway_guest slipway_relay slipway_program slipway_asking slipway_remote slipway_tests".split(" ");

/** Their texts, by their names. */
export function readModules(folder) {
  return Object.fromEntries(MODULES.map((name) => [name, Deno.readTextFileSync(`${folder}/${name}.py`)]));
}

/** What Pyodide is given for a snapshot. When it wants what stands behind the head, to copy it to memory, that is done. */
class Head extends Uint8Array {
  subarray(from, to) {
    if (to === undefined) this.bringMemory();
    return super.subarray(from, to);
  }
}

/** Pyodide from `folder`. `snapshot`: `{head, blocks}` of one that was made of `modules` and unpacked, or they are loaded. */
export async function start({ folder, modules, snapshot = null, isToBeKept = false }) {
  const walls = new Walls();
  const endShell = beShell();
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (source, imports) => {
    if (!imports?.env?.__syscall_openat) return await instantiate.call(WebAssembly, source, imports);
    const module = await WebAssembly.compile(source);
    walls.around(module, imports);
    const instance = await instantiate.call(WebAssembly, module, imports);
    walls.memory = instance.exports.memory;
    return { module, instance };
  };
  try {
    const { loadPyodide } = await import(`file://${folder}/pyodide.mjs`);
    const pyodide = await loadPyodide({
      ...OPTIONS,
      indexURL: `${folder}/`,
      env: { HOME: "/student", PYTHONHASHSEED: "0", TZ: "UTC", LANG: "C.UTF-8" },
      ...(snapshot && { _loadSnapshot: headOf(snapshot, walls) }),
      ...(isToBeKept && { _makeSnapshot: true }),
    });
    if (!walls.arePlaced) throw new Error("Pyodide started in another way than by WebAssembly.instantiate");
    if (!snapshot) load(pyodide, modules);
    for (const terminal of ["/dev/tty", "/dev/tty1"]) pyodide.FS.unlink(terminal);
    walls.files = pyodide.FS;
    return { pyodide, walls, blocks: snapshot?.blocks };
  } finally {
    WebAssembly.instantiate = instantiate;
    endShell();
  }
}

/** Let Pyodide take Deno for a plain JavaScript shell: what it needs of Node.js otherwise takes long to load. */
function beShell() {
  delete globalThis.process;
  const shell = { read: Deno.readTextFileSync, readbuffer: Deno.readFileSync, load: () => {} };
  Object.assign(globalThis, shell);
  return () => Object.keys(shell).forEach((name) => delete globalThis[name]);
}

function headOf(snapshot, walls) {
  const head = new Head(snapshot.head);
  head.bringMemory = () => put(new Uint8Array(walls.memory.buffer), snapshot.blocks);
  return head;
}

function load(pyodide, modules) {
  pyodide.runPython(`
import sys, types
${LOADED.map((each) => `import ${each}`).join("\n")}
for name, text in ${JSON.stringify(Object.entries(modules))}:
    module = sys.modules[name] = types.ModuleType(name)
    exec(compile(text, name, "exec"), module.__dict__)
del name, text, module, types, sys, ${LOADED.filter((each) => !each.includes(".")).join(", ")}
import gc
gc.collect()
del gc
`);
}
