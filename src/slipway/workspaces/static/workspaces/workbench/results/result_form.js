/**
 * Results as the server and the browser's engine send them, read for the page: the form of slipway/suites/judge/result.py
 * in JSON (judge/kept.py). Everything in it is data, never markup.
 */

const BRACKETS = { list: "[]", sequence: "[]", tuple: "()", set: "{}", dict: "{}" };
const ONE_LINE = 60; // characters of a value that stands on one line

/**
 * `{nothingRan, tabs: [{name, passed, cases, later, note, contexts}], failed, all, later}`: `later` are cases that only the
 * server can check, which did not fail here. `kept` may say its form's number around it.
 */
export function readResult(kept) {
  const result = kept.result ?? kept;
  const tabs = result.tabs.map(readTab);
  return {
    nothingRan: result.nothing_ran ?? null,
    tabs,
    failed: sum(tabs, (tab) => tab.cases - tab.passed - tab.later),
    all: sum(tabs, (tab) => tab.cases),
    later: sum(tabs, (tab) => tab.later),
  };
}

function readTab(tab) {
  const contexts = tab.contexts ?? [];
  const counted = contexts.flatMap(({ cases }) => cases);
  const passed = tab.passed ?? counted.filter(({ outcome }) => outcome === "passed").length;
  const later = counted.filter(({ outcome }) => outcome === "waiting").length;
  return { name: tab.name, passed, cases: tab.cases ?? counted.length, later, note: noteOf(tab), contexts };
}

function noteOf(tab) {
  const hidesMuch = tab.verdicts_only ?? (tab.show && tab.show !== "all" && !tab.contexts);
  if (!hidesMuch) return null;
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
