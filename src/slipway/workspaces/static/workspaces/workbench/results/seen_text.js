/** Two texts beside each other, with what differs marked, and blanks and line breaks seen where they matter. */
import { changedPart, lineDifference } from "./difference.js";

const SEEN = { " ": "blank", "\t": "tabulator", "\n": "newline" };

/** Nodes for each of two texts: `[nodesOfOne, nodesOfOther]`. */
export function comparedTexts(piece, one, other) {
  const sides = [[], []];
  for (const { same, less, more } of blocks(lineDifference(one, other))) {
    sides.forEach((side) => side.push(...same));
    less.forEach((line, at) => sides[0].push(...changedLine(piece, line, more[at])));
    more.forEach((line, at) => sides[1].push(...changedLine(piece, line, less[at])));
  }
  return sides;
}

/** Lines that are alike, then those which stand in one text alone and in the other: what is changed stands side by side. */
function blocks(lines) {
  const found = [];
  for (const { kind, text } of lines) {
    const last = found.at(-1);
    if (!last || (kind === "same" && (last.less.length || last.more.length))) found.push({ same: [], less: [], more: [] });
    found.at(-1)[kind].push(text);
  }
  return found;
}

function changedLine(piece, line, beside) {
  if (beside === undefined) return [piece("change", { text: seenAtEnds(piece, line, false) })];
  const letters = [...line];
  const [start, end] = changedPart(line, beside);
  const [before, changed, after] = [letters.slice(0, start), letters.slice(start, end), letters.slice(end)].map((part) => part.join(""));
  const mark = changed ? [piece("change", { text: seenAtEnds(piece, changed, true) })] : [];
  return [before, ...mark, after].filter((part) => part !== "");
}

/** A text whose blanks and line breaks at its ends are signs: there they are what differs, or what nobody sees. */
function seenAtEnds(piece, text, withBeginning) {
  let [head, tail] = [0, text.length];
  while (withBeginning && head < tail && isBlank(text[head])) head += 1;
  while (tail > head && isBlank(text[tail - 1])) tail -= 1;
  return [...seen(piece, text.slice(0, head)), text.slice(head, tail), ...seen(piece, text.slice(tail))];
}

const isBlank = (letter) => Object.hasOwn(SEEN, letter);

/** Blanks and line breaks as signs; a line break still breaks the line. */
function seen(piece, text) {
  return [...text].flatMap((letter) => (letter === "\n" ? [piece("newline"), letter] : [piece(SEEN[letter])]));
}
