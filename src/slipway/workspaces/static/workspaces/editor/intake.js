/** What may come into a text from outside: pasted, dropped or typed. */

// Tab, line feed and carriage return are text; other control characters are what a picture or a program is full of.
const NOT_TEXT = /[\0-\x08\x0e-\x1f\ufffd]/;
const LOOKED_AT = 100_000; // characters: a binary file shows in its first

/** Why `text` may not come into a text that would be `length` characters then; null when it may. */
export function fault(text, length, limit) {
  if (length > limit) return "too-long";
  return NOT_TEXT.test(text.slice(0, LOOKED_AT)) ? "not-text" : null;
}

/** Whether a paste or drop brings files alone: a picture, a folder. */
export function bringsFiles(transfer) {
  return Boolean(transfer?.files.length) && !transfer.getData("text/plain");
}
