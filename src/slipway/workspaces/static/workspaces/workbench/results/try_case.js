/** A case of a suite as a program that a student can run: *Run with this input*. */

const MAIN = "try_the_test.py";

/**
 * What to run for the case at `at` of `cases`, which share their names; null where its input can't be given again: it was
 * cut, it has arguments, for which a browser's program has no place, or it is a test of the teacher's own.
 * @returns {?{files: Object<string, string>, main: string, stdin: string}}
 */
export function tryCase({ cases, at, files, main }) {
  const before = cases.slice(0, at + 1).map(({ given }) => given);
  if (before.some((given) => !given || given.is_unit_test || given.arguments?.length || isCut(given.stdin) || isCut(given.call))) return null;
  const stdin = before.map((given) => given.stdin?.text ?? "").join("");
  const calls = before.filter((given) => given.call).map((given) => given.call.text);
  if (!calls.length) return { files, main, stdin };
  return { files: { ...files, [MAIN]: program(main, calls) }, main: MAIN, stdin };
}

const isCut = (excerpt) => Boolean(excerpt && (excerpt.before || excerpt.more));

/** Says each call as a Python prompt would, with its value; names live from one to the next. */
function program(main, calls) {
  const module = main.replace(/\.py$/, "");
  return `import json
import ${module}
from ${module} import *

for call in json.loads(${JSON.stringify(JSON.stringify(calls))}):
    print(">>>", call)
    try:
        code = compile(call, "test", "eval")
    except SyntaxError:
        exec(compile(call, "test", "exec"))
    else:
        value = eval(code)
        if value is not None:
            print(repr(value))
`;
}
