/** The result of a submission or of a check, as a student reads it: the verdict first, and what failed open. */
import { wordsOf } from "../../runner/errors.js";
import { errorNode } from "../page/error_node.js";
import { readResult, sidesOf } from "./result_form.js";
import { sentenceOf } from "./sentences.js";
import { comparedTexts } from "./seen_text.js";

const SIGNS = { passed: "✓", failed: "✗", "not-run": "–", ungraded: "?", waiting: "…" };
const WORDS = { passed: "passed", failed: "notPassed", "not-run": "notRun", ungraded: "ungraded", waiting: "later" };
const NOTHING_RAN = { syntax: "syntax", missing: "missingFile" };
// Failures for which nothing of what was expected may be told, or is known: that is not to expect nothing.
const NOT_COMPARED = new Set(["cut-text", "no-value", "large-value", "refused-by-oracle", "not-asked"]);

/**
 * Nodes that show `result`, of a program whose file is `main`. `heading` says of what it is, `remark` a sentence more of
 * that; `tryOf(cases, at)` gives what *Run with this input* runs, or null where it can't, and `onTry` runs it; `goTo(file,
 * line)` shows a place of the program. `translations`: see sentences.js.
 * @returns {{nodes: Node[], verdict: string, failed: number}}
 */
export function shownResult(result, { element, word, piece, heading, remark, main, tryOf, onTry, goTo, translations }) {
  const read = readResult(result);
  const verdict = verdictOf(read, word);
  const show = { word, piece, tryOf, onTry, translations };
  const tabs = NOTHING_RAN[read.nothingRan] ? [] : read.tabs.map((tab) => tabNode(tab, show));
  const about = [piece("heading", { text: heading }), ...(remark ? [piece("remark", { text: remark })] : [])];
  const sentences = wordsOf(element.querySelector("[data-error-words]"));
  const fault = read.fault ? [errorNode({ ...read.fault, file: main }, { piece, word, sentences, goTo })] : [];
  const nodes = [...about, piece("verdictLine", { text: verdict }), ...fault, ...tabs];
  return { nodes, verdict, failed: read.failed };
}

/** What it comes to, in a line: how many tests failed, were not run or could not be graded, each by its own name. */
export function verdictOf({ nothingRan, failed, notRun, ungraded, all, later }, word) {
  if (NOTHING_RAN[nothingRan]) return word(NOTHING_RAN[nothingRan]);
  const some = { someFailed: failed, someNotRun: notRun, someUngraded: ungraded };
  const told = Object.entries(some).filter(([, count]) => count);
  if (told.length) return told.map(([name, count]) => word(name, { count, all: all - later })).join(" · ");
  return later ? word("passedHere", { later }) : word("allPassed");
}

function tabNode({ name, passed, cases, note, contexts }, show) {
  const { word, piece } = show;
  const all = contexts.flatMap((context) => context.cases.map((each, at) => ({ each, at, cases: context.cases })));
  const isBare = all.every(({ each }) => !each.given && !each.checks?.length);
  const nodes = isBare ? [] : all.map(({ each, at, cases: shared }, number) => caseNode(each, at, shared, number + 1, show));
  const strip = all.map(({ each }, at) => markNode(each, at + 1, nodes[at], show));
  const score = word("score", { passed, cases });
  return piece("tab", { name, score, note: note && word(note), strip: strip.length > 1 || isBare ? strip : null, cases: nodes });
}

/** A sign in the strip of a tab; a press opens its case. */
function markNode({ outcome }, number, node, { word, piece }) {
  const said = `${word("case", { number })}: ${word(WORDS[outcome] ?? "ungraded")}`;
  const mark = piece(node ? "mark" : "verdict", { sign: SIGNS[outcome] ?? "?", said });
  mark.dataset.outcome = outcome;
  mark.title = said;
  if (node) mark.addEventListener("click", () => openCase(node));
  return mark;
}

function openCase(node) {
  node.open = true;
  node.scrollIntoView({ block: "nearest" });
  node.querySelector("summary").focus();
}

function caseNode(each, at, cases, number, show) {
  const { word, piece } = show;
  const node = piece("case", {
    sign: SIGNS[each.outcome] ?? "?",
    verdict: `${word("case", { number })}: ${word(WORDS[each.outcome] ?? "ungraded")}`,
    title: titleOf(each.given),
    description: each.given?.call ? each.given.description : null, // else it is the title
    given: givenNode(each.given, show),
    checks: (each.checks ?? []).map((check) => checkNode(check, show)),
    sentences: sentenceNodes(each.sentences, show),
    run: tryNode(cases, at, show),
  });
  node.dataset.outcome = each.outcome;
  node.open = !["passed", "waiting"].includes(each.outcome);
  return node;
}

const titleOf = (given) => given?.call?.text ?? given?.description ?? "";

function givenNode(given, { piece }) {
  const rows = [];
  if (given?.call) rows.push(piece("call", { text: given.call.text }));
  if (given?.arguments?.length) rows.push(piece("arguments", { text: given.arguments.map(quoted).join(" ") }));
  if (given?.stdin?.text) rows.push(piece("stdin", { text: given.stdin.text }));
  return rows.length ? piece("given", { rows }) : null;
}

const quoted = (argument) => (/^[\w./=-]+$/.test(argument) ? argument : JSON.stringify(argument));

function checkNode(check, show) {
  const { word, piece } = show;
  const node = piece("check", {
    what: word(`channel${capital(check.channel)}`),
    sides: sideNodes(check, show),
    sentences: [...(sentenceNodes(check.sentences, show) ?? []), ...(sentenceNodes(check.messages, show) ?? [])],
  });
  node.dataset.outcome = check.outcome;
  return node;
}

function sideNodes(check, show) {
  if (check.channel === "assertion") return null; // a teacher's own test says in words what it found
  const { expected, got } = sidesOf(check);
  if (check.outcome === "passed") return got ? [sideNode("got", got, [got.text], show)] : null;
  const compared = expected && got ? comparedTexts(show.piece, expected.text, got.text) : [[expected?.text], [got?.text]];
  const own = sideNode("got", got, compared[1], show);
  return isExpectationKnown(check) ? [sideNode("expected", expected, compared[0], show), own] : [own];
}

/** Whether `expected` says what was expected: null for nothing, but not where an oracle alone knows that. */
export function isExpectationKnown({ expected, outcome, failure }) {
  if (outcome === "waiting") return false;
  return (expected !== null && expected !== undefined) || !NOT_COMPARED.has(failure);
}

/** One side of a check; where nothing was expected, or nothing came, it says so. */
function sideNode(name, side, nodes, { word, piece }) {
  if (!side || side.text === "") return piece(name, { text: word("nothing") });
  return piece(name, {
    before: side.before ? word("cutBefore", { count: side.before }) : null,
    text: nodes,
    after: side.more ? word("cutAfter", { count: side.more }) : null,
  });
}

function sentenceNodes(sentences, { piece, translations }) {
  return sentences?.length ? sentences.map((kept) => piece("sentence", { text: sentenceOf(kept, translations) })) : null;
}

function tryNode(cases, at, { piece, tryOf, onTry }) {
  const program = tryOf(cases, at);
  if (!program) return null;
  const button = piece("runThis");
  button.addEventListener("click", () => onTry(program));
  return button;
}

const capital = (name) => name.split("-").map((part) => part[0].toUpperCase() + part.slice(1)).join("");
