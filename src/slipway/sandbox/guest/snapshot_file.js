// A snapshot as a file: what Pyodide says of itself, then the memory without its blocks of zeros, which are half of it.
//
// [length of the head, number of blocks] as 32-bit numbers, the head, for each block 1 or 0, the blocks that are 1.

import { BLOCK, take } from "./memory.js";

/** A snapshot of Pyodide's, `{head, blocks}`, as a file's bytes. */
export function pack(snapshot) {
  const headLength = new Uint32Array(snapshot.buffer, snapshot.byteOffset, 2)[1]; // as Pyodide itself reads it
  const blocks = take(snapshot.subarray(headLength));
  const kept = blocks.filter(Boolean);
  const begin = 8 + headLength + blocks.length;
  const bytes = new Uint8Array(begin + kept.length * BLOCK);
  new DataView(bytes.buffer).setUint32(0, headLength, true);
  new DataView(bytes.buffer).setUint32(4, blocks.length, true);
  bytes.set(snapshot.subarray(0, headLength), 8);
  blocks.forEach((block, at) => (bytes[8 + headLength + at] = block ? 1 : 0));
  kept.forEach((block, at) => bytes.set(block, begin + at * BLOCK));
  return bytes;
}

/** The head and the blocks in a file's bytes, not copied. Throws for a file that is not whole. */
export function unpack(bytes) {
  const numbers = new DataView(bytes.buffer, bytes.byteOffset);
  const [headLength, count] = [numbers.getUint32(0, true), numbers.getUint32(4, true)];
  let at = 8 + headLength + count;
  const blocks = Array.from(bytes.subarray(8 + headLength, at), (isKept) => {
    if (!isKept) return null;
    at += BLOCK;
    return bytes.subarray(at - BLOCK, at);
  });
  if (blocks.length !== count || at !== bytes.length) throw new Error("the file is not whole");
  return { head: bytes.slice(8, 8 + headLength), blocks };
}
