/** What the runner's frame may say to a page: a closed set of messages, each of known types and bounded sizes. */

const STREAMS = new Set(["out", "err", "in"]);
const WAYS = new Set(["stopped", "died", "flooded"]);
const PARTS = 1_000;
const TEXT = 20_000;
const NAME = 500;

const READERS = {
  here: () => ({}),
  ready: () => ({}),
  booting: () => ({}),
  spare: () => ({}),
  failed: ({ message }) => ({ message: text(message, TEXT) ?? "" }),
  output: ({ id, parts, missing }) => ({ id: count(id), parts: partsOf(parts), missing: count(missing) }),
  ended: ({ id, why }) => ({ id: count(id), why: WAYS.has(why) ? why : "died" }),
  done: ({ id, exitCode, error, value, died, missing }, cap) => ({
    id: count(id),
    exitCode: Number.isSafeInteger(exitCode) ? exitCode : null,
    error: errorOf(error),
    value: text(value, cap),
    died: typeof died === "string",
    missing: count(missing),
  }),
};

/**
 * A message as far as it can be believed, or null. `cap` bounds the text of a value; one that is longer is none.
 *
 * The error of a run is `{type, message, text, file, line, source}`: texts, an integer, or null.
 */
export function readMessage(data, cap) {
  const kind = typeof data === "object" && data !== null ? data.kind : null;
  if (typeof kind !== "string" || !Object.hasOwn(READERS, kind)) return null;
  return { kind, ...READERS[kind](data, cap) };
}

function errorOf(error) {
  if (typeof error !== "object" || error === null) return null;
  return {
    type: cut(error.type, NAME),
    message: cut(error.message, TEXT),
    text: cut(error.text, TEXT),
    file: text(error.file, NAME),
    line: Number.isSafeInteger(error.line) && error.line > 0 ? error.line : null,
    source: text(error.source, NAME),
  };
}

function partsOf(parts) {
  if (!Array.isArray(parts)) return [];
  const wellFormed = (part) => typeof part?.text === "string" && STREAMS.has(part.stream);
  return parts.slice(0, PARTS).filter(wellFormed).map(({ stream, text }) => ({ stream, text }));
}

const text = (value, longest) => (typeof value === "string" && value.length <= longest ? value : null);
const cut = (value, longest) => (typeof value === "string" ? value.slice(0, longest) : "");
const count = (value) => (Number.isSafeInteger(value) && value >= 0 ? value : 0);
