// Makes the memory snapshot that guests start from: `deno run … snapshot.js <pyodide's folder> <this folder> <file>`.

import { readModules, start } from "./pyodide.js";
import { pack } from "./snapshot_file.js";

const [folder, guestFolder, file] = Deno.args;
const { pyodide } = await start({ folder, modules: readModules(guestFolder), isToBeKept: true });
Deno.writeFileSync(file, pack(pyodide.makeMemorySnapshot()));
Deno.exit(0);
