// Dirties memories in every way and puts them back: `deno run memory_trial.js`. Says "as it was" or throws.

import { BLOCK, isZero, put, take } from "../../src/slipway/sandbox/guest/memory.js";
import { pack, unpack } from "../../src/slipway/sandbox/guest/snapshot_file.js";

function demand(holds, what) {
  if (!holds) throw new Error(what);
}

function equal(one, other) {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}

function original() {
  const memory = new Uint8Array(6 * BLOCK);
  crypto.getRandomValues(memory.subarray(0, BLOCK));
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
for (const [what, dirty] of Object.entries(DIRT)) {
  const memory = original();
  const before = memory.slice();
  const blocks = take(memory, [new Uint8Array(BLOCK)]);
  demand(blocks.map(Boolean).join() === "true,false,true,false,true,false", "zeros are not kept");
  dirty(memory);
  put(memory, blocks);
  demand(equal(memory, before), `${what} stayed`);
  const grown = new Uint8Array(9 * BLOCK).fill(7);
  put(grown, blocks);
  demand(equal(grown.subarray(0, 6 * BLOCK), before) && grown.subarray(6 * BLOCK).every((byte) => !byte), "what grew");
}

const HEAD = 128;
const snapshot = new Uint8Array(HEAD + 6 * BLOCK);
crypto.getRandomValues(snapshot.subarray(0, HEAD));
new Uint32Array(snapshot.buffer)[1] = HEAD;
snapshot.set(original(), HEAD);
const bytes = pack(snapshot);
const { head, blocks } = unpack(bytes);
const memory = new Uint8Array(6 * BLOCK);
put(memory, blocks);
demand(bytes.length < 4 * BLOCK, "zeros are not packed");
demand(equal(head, snapshot.subarray(0, HEAD)) && equal(memory, snapshot.subarray(HEAD)), "unpacked otherwise");
for (const length of [0, 7, 100, HEAD + 10, bytes.length - 1]) {
  let isRefused = false;
  try {
    unpack(bytes.slice(0, length));
  } catch {
    isRefused = true;
  }
  demand(isRefused, `${length} bytes were taken for a snapshot`);
}
console.log("as it was");
