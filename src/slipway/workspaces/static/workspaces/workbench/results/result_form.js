/**
 * Results as the server and the browser's engine send them, read for the page: the form of slipway/suites/judge/result.py
 * in JSON (judge/kept.py). Everything in it is data, never markup.
 */

const BRACKETS = { list: "[]", sequence: "[]", tuple: "()", set: "{}", dict: "{}" };
const OUTCOMES = { passed: "passed", failed: "failed", notRun: "not-run", ungraded: "ungraded", later: "waiting" };
const ONE_LINE = 60; // characters of a value that stands on one line

/**
 * `{nothingRan, fault, tabs: [{name, cases, note, contexts, passed, failed, notRun, ungraded, later}], all, failed, …}`: how
 * many cases came to what; `later` are those that only the server can check. `fault` is what Python says of a program
 * that it cannot read. `kept` may say its form's number around it.
 */
export function readResult(kept) {
  const result = kept.result ?? kept;
  const tabs = result.tabs.map(readTab);
  const nothingRan = result.nothing_ran ?? null;
  const counts = Object.keys(OUTCOMES).map((name) => [name, sum(tabs, (tab) => tab[name])]);
  const fault = nothingRan === "syntax" ? (kept.fault ?? faultIn(result)) : null;
  return { nothingRan, fault, tabs, all: sum(tabs, (tab) => tab.cases), ...Object.fromEntries(counts) };
}

function readTab({ contexts, ...tab }) {
  const all = contexts.flatMap(({ cases }) => cases);
  const counts = Object.entries(OUTCOMES).map(([name, outcome]) => [name, all.filter((each) => each.outcome === outcome).length]);
  return { name: tab.name, cases: all.length, note: noteOf(tab), contexts, ...Object.fromEntries(counts) };
}

/** Where nothing ran, the first case that may be seen whole has what Python said of the program. */
function faultIn({ tabs }) {
  const checks = tabs.flatMap(({ contexts }) => contexts.flatMap(({ cases }) => cases.flatMap((each) => each.checks ?? [])));
  const got = checks.find(({ channel }) => channel === "exception")?.got;
  if (!got?.name) return null;
  const message = got.message?.text ?? "";
  return { type: got.name, message, line: got.trace?.at(-1)?.line ?? 0, text: exceptionText(got).text };
}

function noteOf(tab) {
  if (!tab.verdicts_only) return null;
  return tab.show === "after-due" ? "afterDue" : "verdictOnly";
}

/** The two texts of a check: `{expected, got}`, each `{text, before, more}` or null for nothing to show. */
export function sidesOf({ expected, got, outcome }) {
  const isLong = [expected, got].some((shown) => shown?.is === "value" && !fitsOneLine(shown));
  const left = outcome === "passed" ? null : written(expected, isLong);
  return { expected: left, got: written(got, isLong) };
}

function written(shown, isLong) {
  if (shown === null || shown === undefined) return null;
  if (typeof shown !== "object") return { text: String(shown), before: 0, more: 0 };
  if (shown.is === "value") return { text: valueText(shown, isLong), before: shown.before, more: shown.more };
  if (shown.is === "exception") return exceptionText(shown);
  return { text: shown.text, before: shown.before ?? 0, more: shown.more ?? 0 };
}

function valueText({ type, lines }, isLong) {
  const brackets = BRACKETS[type];
  if (!brackets) return lines.join("\n");
  if (type === "set" && !lines.length) return "set()";
  const ends = type === "tuple" && lines.length === 1 ? "," : "";
  if (!isLong) return `${brackets[0]}${lines.join(", ")}${ends}${brackets[1]}`;
  return [brackets[0], ...lines.map((line) => `    ${line},`), brackets[1]].join("\n");
}

function fitsOneLine({ lines, before, more }) {
  return !before && !more && sum(lines, (line) => line.length + 2) <= ONE_LINE;
}

function exceptionText({ name, message, trace }) {
  const head = [name, message?.text].filter(Boolean).join(": ");
  const lines = (trace ?? []).map(({ line, code }) => `${String(line).padStart(4)}  ${code}`);
  return { text: [head, ...lines].join("\n"), before: 0, more: message?.more ?? 0 };
}

const sum = (all, of) => all.reduce((total, each) => total + of(each), 0);
