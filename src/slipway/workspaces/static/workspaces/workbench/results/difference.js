/** What differs between two texts: by lines, and in a line by its characters. */

const LARGEST = 1_000_000; // cells of a table of lines: beyond that what differs is shown whole

/**
 * The lines of both, in order, as `[{kind: "same"|"less"|"more", text}]`: "less" stands in `before` alone, "more" in
 * `after` alone. A newline at the end belongs to its line, so that one that is missing is seen.
 */
export function lineDifference(before, after) {
  const [left, right] = [linesOf(before), linesOf(after)];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const middle = between(left.slice(start, left.length - end), right.slice(start, right.length - end));
  return [...left.slice(0, start).map(same), ...middle, ...left.slice(left.length - end).map(same)];
}

/** Where two lines differ: `[start, endOfOne, endOfOther]`; before and after it they are alike. */
export function changedPart(one, other) {
  const [left, right] = [[...one], [...other]];
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  return [start, left.length - end, right.length - end];
}

/** Lines with their newlines. */
export const linesOf = (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

const same = (text) => ({ kind: "same", text });
const less = (text) => ({ kind: "less", text });
const more = (text) => ({ kind: "more", text });

function between(left, right) {
  if (left.length * right.length > LARGEST) return [...left.map(less), ...right.map(more)];
  const longest = table(left, right);
  const found = [];
  let [i, j] = [0, 0];
  while (i < left.length && j < right.length) {
    if (left[i] === right[j]) [found[found.length], i, j] = [same(left[i]), i + 1, j + 1];
    else if (longest[i + 1][j] >= longest[i][j + 1]) found.push(less(left[i++]));
    else found.push(more(right[j++]));
  }
  return [...found, ...left.slice(i).map(less), ...right.slice(j).map(more)];
}

/** The length of the longest common part of what is left of both from each place on. */
function table(left, right) {
  const rows = Array.from({ length: left.length + 1 }, () => new Uint32Array(right.length + 1));
  for (let i = left.length - 1; i >= 0; i -= 1) {
    for (let j = right.length - 1; j >= 0; j -= 1) {
      rows[i][j] = left[i] === right[j] ? rows[i + 1][j + 1] + 1 : Math.max(rows[i + 1][j], rows[i][j + 1]);
    }
  }
  return rows;
}
