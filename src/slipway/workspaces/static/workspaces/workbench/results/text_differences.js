/** What differs between the text of now and another version, file by file. */
import { lineDifference } from "./difference.js";

/** Nodes; none where they are the same. */
export function differencesOf(piece, now, other) {
  const names = [...new Set([...Object.keys(now), ...Object.keys(other)])].filter((name) => now[name] !== other[name]);
  return names.map((name) => piece("differences", { name, lines: lineNodes(piece, now[name] ?? "", other[name] ?? "") }));
}

function lineNodes(piece, before, after) {
  return lineDifference(before, after).map(({ kind, text }) => piece(kind, { text: text.replace(/\n$/, "") || " " }));
}
