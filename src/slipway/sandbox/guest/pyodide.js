// Starts Pyodide with our own modules in it, plainly, inside walls. It takes seconds: guests start from a snapshot of what
// comes of it (restore.js), and so only where there is none.

import { Walls } from "./walls.js";

// What Emscripten or a terminal of its file system would print goes nowhere: this process's output is the host's alone.
const OPTIONS = { enableRunUntilComplete: false, jsglobals: Object.create(null), stdout: () => {}, stderr: () => {} };

export const HOME = "/student";
export const TERMINALS = ["/dev/tty", "/dev/tty1"]; // of Emscripten's file system, which no program needs

/** What a guest has loaded before any program runs, so that its imports cost nothing. */
const LOADED = `bisect collections copy dataclasses datetime decimal enum fractions functools heapq itertools json math
  operator random re statistics string time typing unittest unittest.mock`.split(/\s+/);

/** Our own modules in a guest, in the order in which they import each other. */
export const MODULES = "slipway_guest slipway_relay slipway_program slipway_asking slipway_remote slipway_tests".split(" ");

/** Their texts, by their names. */
export function readModules(folder) {
  return Object.fromEntries(MODULES.map((name) => [name, Deno.readTextFileSync(`${folder}/${name}.py`)]));
}

/**
 * Pyodide from `folder`, with `modules` in it. `isToBeKept`: a snapshot will be made of it.
 * @returns {{module, walls, serve}} `serve` is the address of that function of slipway_guest
 */
export async function start({ folder, modules, isToBeKept = false }) {
  const walls = new Walls();
  const endShell = beShell();
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = async (source, imports) => {
    if (!imports?.env?.__syscall_openat) return await instantiate.call(WebAssembly, source, imports);
    withoutPackages(imports);
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
      env: { HOME, PYTHONHASHSEED: "0", TZ: "UTC", LANG: "C.UTF-8" },
      ...(isToBeKept && { _makeSnapshot: true }),
    });
    if (!walls.arePlaced) throw new Error("Pyodide started in another way than by WebAssembly.instantiate");
    load(pyodide, modules);
    const module = pyodide._module;
    for (const terminal of TERMINALS) module.FS.unlink(terminal);
    walls.files = module.FS;
    return { module, walls, serve: reachGuest(module) };
  } finally {
    WebAssembly.instantiate = instantiate;
    endShell();
  }
}

/** Give no addresses to functions of OpenGL, for which Emscripten would make one WebAssembly module each. */
export function withoutPackages(imports) {
  const none = new WebAssembly.Global({ value: "i32", mutable: true }, 0);
  imports["GOT.func"] = new Proxy({}, { get: () => none });
}

/** Let Pyodide take Deno for a plain JavaScript shell: what it needs of Node.js otherwise takes long to load. */
export function beShell() {
  delete globalThis.process;
  const shell = { read: Deno.readTextFileSync, readbuffer: Deno.readFileSync, load: () => {} };
  Object.assign(globalThis, shell);
  return () => Object.keys(shell).forEach((name) => delete globalThis[name]);
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

/** Wall Python off from JavaScript, and find the function that C alone will call. */
function reachGuest(module) {
  const text = (value) => module.stringToNewUTF8(value);
  const guest = module._PyImport_ImportModule(text("slipway_guest"));
  module._PyObject_CallNoArgs(module._PyObject_GetAttrString(guest, text("wall_off")));
  return module._PyObject_GetAttrString(guest, text("serve"));
}
