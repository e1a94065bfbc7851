// A snapshot as a file: the memory without its blocks of zeros, which are half of it, and what else there is to know.
//
// [length of the head, number of blocks] as 32-bit numbers, the head in JSON, for each block 1 or 0, the blocks that are 1.

import { BLOCK, isZero, take } from "./memory.js";

/** `memory`, and a `head` that says more, as a file's bytes. */
export function pack(head, memory) {
  const text = new TextEncoder().encode(JSON.stringify(head));
  const blocks = take(memory);
  const kept = blocks.filter(Boolean);
  const begin = 8 + text.length + blocks.length;
  const bytes = new Uint8Array(begin + kept.length * BLOCK);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  new DataView(bytes.buffer).setUint32(4, blocks.length, true);
  bytes.set(text, 8);
  blocks.forEach((block, at) => (bytes[8 + text.length + at] = block ? 1 : 0));
  kept.forEach((block, at) => bytes.set(block, begin + at * BLOCK));
  return bytes;
}

/** A snapshot's file, open for as long as the guest lives: its memory is put back from there, so nobody keeps a copy. */
export class SnapshotFile {
  #file;
  #begin;
  #runs = []; // [where it begins, where it ends, whether it is kept], of blocks that are alike

  /** Throws for a file that is not whole. */
  constructor(path) {
    this.#file = Deno.openSync(path);
    const numbers = new DataView(this.#read(new Uint8Array(8)).buffer);
    const [length, count] = [numbers.getUint32(0, true), numbers.getUint32(4, true)];
    const { size } = this.#file.statSync();
    if (8 + length + count > size) throw new Error("the file is not whole");
    this.head = JSON.parse(new TextDecoder().decode(this.#read(new Uint8Array(length))));
    const flags = this.#read(new Uint8Array(count));
    this.#begin = 8 + length + count;
    this.length = count * BLOCK;
    for (let at = 0; at < count; ) {
      const end = nextOther(flags, at);
      this.#runs.push([at * BLOCK, end * BLOCK, flags[at] === 1]);
      at = end;
    }
    const kept = flags.reduce((sum, flag) => sum + flag, 0);
    if (this.#begin + kept * BLOCK !== size) throw new Error("the file is not whole");
  }

  /** Make `memory` what it was, and zero what it has grown by. What is zero already is not written: it stays unused. */
  restore(memory) {
    this.#file.seekSync(this.#begin, 0);
    for (const [from, to, isKept] of this.#runs) {
      if (isKept) this.#read(memory.subarray(from, to));
      else clear(memory, from, to);
    }
    clear(memory, this.length, memory.length);
  }

  #read(bytes) {
    for (let at = 0; at < bytes.length; ) {
      const length = this.#file.readSync(bytes.subarray(at));
      if (length === null) throw new Error("the file is not whole");
      at += length;
    }
    return bytes;
  }
}

function nextOther(flags, at) {
  let end = at + 1;
  while (end < flags.length && flags[end] === flags[at]) end++;
  return end;
}

function clear(memory, from, to) {
  for (let at = from; at < to; at += BLOCK) {
    const block = memory.subarray(at, at + BLOCK);
    if (!isZero(block)) block.fill(0);
  }
}
