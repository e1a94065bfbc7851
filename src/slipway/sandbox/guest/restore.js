// Starts Python from a snapshot: Emscripten's JavaScript with Pyodide's trimmed WebAssembly around a memory that is read
// from a file. Nothing of Pyodide's own start runs again: what that did is in the memory.

import { HOME, TERMINALS, beShell, withoutPackages } from "./pyodide.js";
import { addRest } from "./rest.js";
import { SnapshotFile } from "./snapshot_file.js";
import { Walls } from "./walls.js";

/**
 * @param {string} folder the snapshot's: memory, module, rest and script
 * @param {string} library Python's own library, one archive
 * @returns {Promise<{module, walls, serve, memory}>} as `start` of pyodide.js; `memory` is the file to restore it from
 */
export async function restore({ folder, library }) {
  const walls = new Walls();
  const memory = new SnapshotFile(`${folder}/memory`);
  const source = Deno.readFileSync(`${folder}/pyodide.asm.wasm`);
  const endShell = beShell();
  try {
    const { default: createModule } = await import(`file://${folder}/pyodide.asm.mjs`);
    const module = await createModule({
      noInitialRun: true,
      preRun: [(made) => placeFiles(made.FS, memory.head.version, Deno.readFileSync(library))],
      print: () => {},
      printErr: () => {},
      API: { config: { jsglobals: Object.create(null) }, runtimeEnv: { IN_SHELL: true, IN_DENO: true } },
      instantiateWasm: (imports, done) => {
        withoutPackages(imports);
        const compiled = new WebAssembly.Module(source);
        walls.around(compiled, imports);
        const { exports } = new WebAssembly.Instance(compiled, imports);
        walls.memory = exports.memory;
        addRest(exports, imports, `${folder}/rest.wasm`);
        done({ exports: { ...exports, __wasm_call_ctors: () => {} } }, compiled); // what they did is in the memory
        return {};
      },
    });
    for (const terminal of TERMINALS) module.FS.unlink(terminal);
    walls.files = module.FS;
    memory.restore(module.HEAPU8);
    module.stackRestore(memory.head.stack);
    return { module, walls, serve: memory.head.serve, memory };
  } finally {
    endShell();
  }
}

/** The files and folders that Pyodide's start makes. */
function placeFiles(files, [major, minor], library) {
  for (const folder of ["site-packages", "lib-dynload"]) files.mkdirTree(`/lib/python${major}.${minor}/${folder}`);
  files.writeFile(`/lib/python${major}${minor}.zip`, library, { canOwn: true });
  files.mkdirTree(HOME);
  files.chdir(HOME);
}
