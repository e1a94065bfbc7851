/** The beginning of what was written, and how many characters more there were. */
export class Shown {
  #room;
  #parts = [];
  #length = 0;
  #more = 0;

  /** `room`: the bytes that are kept. */
  constructor(room) {
    this.#room = room;
  }

  add(bytes) {
    let end = Math.min(bytes.length, this.#room - this.#length);
    if (end < bytes.length) {
      while (end > 0 && isInside(bytes[end])) end--; // no half of a character
      this.#room = this.#length + end; // nothing after this
    }
    const part = bytes.slice(0, end);
    this.#parts.push(part);
    this.#length += end;
    for (let at = part.length; at < bytes.length; at++) this.#more += !isInside(bytes[at]);
  }

  told() {
    const all = new Uint8Array(this.#length);
    let at = 0;
    for (const part of this.#parts) {
      all.set(part, at);
      at += part.length;
    }
    return { text: all.toBase64(), more: this.#more };
  }
}

/** Whether a byte of UTF-8 goes on with a character. */
function isInside(byte) {
  return (byte & 0xc0) === 0x80;
}
