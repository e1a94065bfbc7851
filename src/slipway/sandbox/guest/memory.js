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

/** The blocks of `memory` as it is now, in copies. `room`: blocks whose bytes may be written over. */
export function take(memory, room = []) {
  const blocks = [];
  for (let at = 0; at * BLOCK < memory.length; at++) {
    const block = memory.subarray(at * BLOCK, (at + 1) * BLOCK);
    if (isZero(block)) blocks.push(null);
    else if (room[at]) blocks.push(room[at].set(block) ?? room[at]);
    else blocks.push(block.slice());
  }
  return blocks;
}

/** Put `blocks` into `memory`, which is zero behind them. What is zero already is not written: it stays unused. */
export function put(memory, blocks) {
  for (let at = 0; at * BLOCK < memory.length; at++) {
    if (blocks[at]) memory.set(blocks[at], at * BLOCK);
    else {
      const block = memory.subarray(at * BLOCK, (at + 1) * BLOCK);
      if (!isZero(block)) block.fill(0);
    }
  }
}
