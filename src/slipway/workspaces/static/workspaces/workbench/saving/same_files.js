/** Whether two sets of files (`{path: text}`) are the same, in whatever order. */
export function sameFiles(one, other) {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
