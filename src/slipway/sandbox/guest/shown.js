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
    const part = bytes.slice(0, this.#room - this.#length);
    this.#parts.push(part);
    this.#length += part.length;
    for (let at = part.length; at < bytes.length; at++) this.#more += (bytes[at] & 0xc0) !== 0x80;
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
