// Makes the memory snapshot that guests start from: `deno run … snapshot.js <pyodide's folder> <guest.py> <file>`.

import { start } from "./pyodide.js";

const [folder, guest, file] = Deno.args;
const { pyodide } = await start({ folder, guest: Deno.readTextFileSync(guest), isToBeKept: true });
Deno.writeFileSync(file, pyodide.makeMemorySnapshot());
Deno.exit(0);
