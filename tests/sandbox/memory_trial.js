// Dirties memories in every way and puts them back: `deno run memory_trial.js <a file to write>`. Says "as it was" or throws.

import { BLOCK, MemoryCopy, isZero, take } from "../../src/slipway/sandbox/guest/memory.js";
import { SnapshotFile, pack } from "../../src/slipway/sandbox/guest/snapshot_file.js";

function demand(holds, what) {
  if (!holds) throw new Error(what);
}

function equal(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function original() {
  const memory = new Uint8Array(6 * BLOCK);
  for (let at = 0; at < BLOCK; at++) memory[at] = at * 31;
  memory[3 * BLOCK - 1] = 1;
  memory[4 * BLOCK] = 128;
  return memory;
}

const DIRT = {
  "the first byte of zeros": (memory) => (memory[BLOCK] = 1),
  "the last byte of zeros": (memory) => (memory[2 * BLOCK - 1] = 1),
  "a sign alone": (memory) => (memory[BLOCK + 7] = 128),
  "zeros instead": (memory) => memory.fill(0),
  "all of it": (memory) => memory.fill(255),
  nothing: () => {},
};

for (let at = 0; at < BLOCK; at++) {
  const block = new Uint8Array(BLOCK);
  block[at] = 1;
  demand(!isZero(block), `byte ${at} was not looked at`);
}
demand(take(original()).map(Boolean).join() === "true,false,true,false,true,false", "zeros are kept");

const [path] = Deno.args;
const HEAD = { stack: 7, text: "ü" };
const bytes = pack(HEAD, original());
demand(bytes.length < 4 * BLOCK, "zeros are not packed");
Deno.writeFileSync(path, bytes);
const file = new SnapshotFile(path);
demand(JSON.stringify(file.head) === JSON.stringify(HEAD), "another head");

for (const way of [file, new MemoryCopy(original())]) {
  const first = new Uint8Array(6 * BLOCK);
  way.restore(first);
  const before = original();
  demand(equal(first, before), "another memory");
  for (const [what, dirty] of Object.entries(DIRT)) {
    const memory = before.slice();
    dirty(memory);
    way.restore(memory);
    demand(equal(memory, before), `${what} stayed`);
    const grown = new Uint8Array(9 * BLOCK).fill(7);
    way.restore(grown);
    demand(equal(grown.subarray(0, 6 * BLOCK), before) && grown.subarray(6 * BLOCK).every((byte) => !byte), "what grew");
  }
}

for (const length of [0, 7, 20, 60, bytes.length - 1]) {
  Deno.writeFileSync(path, bytes.slice(0, length));
  let isRefused = false;
  try {
    new SnapshotFile(path);
  } catch {
    isRefused = true;
  }
  demand(isRefused, `${length} bytes were taken for a snapshot`);
}
console.log("as it was");
