// Starts Pyodide with `slipway_guest` in it, from a snapshot or plainly, inside walls.

import { Walls } from "./walls.js";

// What Emscripten or a terminal of its file system would print goes nowhere: this process's output is the host's alone.
const OPTIONS = { enableRunUntilComplete: false, jsglobals: Object.create(null), stdout: () => {}, stderr: () => {} };

/** What a guest has loaded before any program runs, so that its imports cost nothing. */
const LOADED = `bisect collections copy dataclasses datetime decimal enum fractions functools heapq itertools json math
  operator random re statistics string time typing`.split(/\s+/);

/** Pyodide from `folder`. `snapshot`: bytes of one that `makeSnapshot` made, null for a plain start. */
export async function start({ folder, guest, snapshot = null, isToBeKept = false }) {
  const walls = new Walls();
  const { loadPyodide } = await import(`file://${folder}/pyodide.mjs`);
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (source, imports) => {
    if (!imports?.env?.__syscall_openat) return await instantiate.call(WebAssembly, source, imports);
    const module = await WebAssembly.compile(source);
    walls.around(module, imports);
    return { module, instance: await instantiate.call(WebAssembly, module, imports) };
  };
  try {
    const pyodide = await loadPyodide({
      ...OPTIONS,
      indexURL: `${folder}/`,
      env: { HOME: "/student", PYTHONHASHSEED: "0", TZ: "UTC", LANG: "C.UTF-8" },
      ...(snapshot && { _loadSnapshot: snapshot }),
      ...(isToBeKept && { _makeSnapshot: true }),
    });
    if (!walls.arePlaced) throw new Error("Pyodide started in another way than by WebAssembly.instantiate");
    if (!snapshot) load(pyodide, guest);
    for (const terminal of ["/dev/tty", "/dev/tty1"]) pyodide.FS.unlink(terminal);
    walls.files = pyodide.FS;
    walls.module = pyodide._module;
    return { pyodide, walls };
  } finally {
    WebAssembly.instantiate = instantiate;
  }
}

function load(pyodide, guest) {
  const name = JSON.stringify("slipway_guest");
  pyodide.runPython(`
import sys, types
${LOADED.map((each) => `import ${each}`).join("\n")}
module = sys.modules[${name}] = types.ModuleType(${name})
exec(compile(${JSON.stringify(guest)}, ${name}, "exec"), module.__dict__)
del module, types, sys, ${LOADED.join(", ")}
import gc
gc.collect()
del gc
`);
}
