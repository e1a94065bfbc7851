// Memory in blocks of which most are zero: a list with the bytes of each block, or null for zeros.

export const BLOCK = 65536;

/** Whether `block`, of BLOCK bytes, is zero. */
export function isZero(block) {
  const words = new Int32Array(block.buffer, block.byteOffset, BLOCK / 4);
  for (let at = 0; at < BLOCK / 4; at += 8) {
    const first = words[at] | words[at + 1] | words[at + 2] | words[at + 3];
    if (first | words[at + 4] | words[at + 5] | words[at + 6] | words[at + 7]) return false;
  }
  return true;
}

/** The blocks of `memory` as it is now, in copies. */
export function take(memory) {
  const blocks = [];
  for (let at = 0; at * BLOCK < memory.length; at++) {
    const block = memory.subarray(at * BLOCK, (at + 1) * BLOCK);
    blocks.push(isZero(block) ? null : block.slice());
  }
  return blocks;
}

/** Memory as it is now, and the way back to it, for a guest that has no snapshot's file. */
export class MemoryCopy {
  #blocks;

  constructor(memory) {
    this.#blocks = take(memory);
  }

  /** As SnapshotFile's. */
  restore(memory) {
    for (let at = 0; at * BLOCK < memory.length; at++) {
      const block = memory.subarray(at * BLOCK, (at + 1) * BLOCK);
      if (this.#blocks[at]) block.set(this.#blocks[at]);
      else if (!isZero(block)) block.fill(0);
    }
  }
}
