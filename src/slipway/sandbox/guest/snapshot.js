// Makes the memory that guests start from: `deno run … snapshot.js <pyodide's folder> <this folder> <file>`.

import { readModules, start } from "./pyodide.js";
import { pack } from "./snapshot_file.js";

const [folder, guestFolder, file] = Deno.args;
const { module, serve } = await start({ folder, modules: readModules(guestFolder), isToBeKept: true });
const head = { stack: module.stackSave(), serve, version: module.API.pyVersionTuple };
Deno.writeFileSync(file, pack(head, module.HEAPU8));
Deno.exit(0);
