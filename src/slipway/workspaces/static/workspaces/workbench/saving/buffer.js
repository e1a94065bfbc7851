/**
 * What the server does not have yet, kept beside the page: in memory, which a page of a launch lives on in when another
 * is shown, and in the tab's storage where the browser allows it, which survives a reload. By person and unit: another
 * person in the same tab finds nothing.
 */

const memory = new Map();

export class Buffer {
  #key;

  constructor(owner, unit) {
    this.#key = `slipway-work:${owner}:${unit}`;
    /** Whether the text survives a reload; told to the student. */
    this.isStored = storage() !== null;
  }

  /** What was kept under `name`, or null. */
  take(name) {
    const key = `${this.#key}:${name}`;
    if (memory.has(key)) return memory.get(key);
    try {
      return JSON.parse(storage()?.getItem(key) ?? "null");
    } catch {
      return null;
    }
  }

  keep(name, value) {
    const key = `${this.#key}:${name}`;
    memory.set(key, value);
    try {
      storage()?.setItem(key, JSON.stringify(value));
      this.isStored = storage() !== null;
    } catch {
      this.isStored = false; // full: memory has it
    }
  }

  drop(name) {
    const key = `${this.#key}:${name}`;
    memory.delete(key);
    storage()?.removeItem(key);
  }
}

/** The tab's storage, or null: even to name it throws where it is refused. */
function storage() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}
