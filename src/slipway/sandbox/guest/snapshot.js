// Makes the memory snapshot that guests start from: `deno run … snapshot.js <pyodide's folder> <guest.py> <file>`.

import { start } from "./pyodide.js";
import { pack } from "./snapshot_file.js";

const [folder, guest, file] = Deno.args;
const { pyodide } = await start({ folder, guest: Deno.readTextFileSync(guest), isToBeKept: true });
Deno.writeFileSync(file, pack(pyodide.makeMemorySnapshot()));
Deno.exit(0);
