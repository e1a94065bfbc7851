/** The result of a submission or of a check, as a student reads it: the verdict first, and what failed open. */
import { readResult, sidesOf } from "./result_form.js";
import { sentenceOf } from "./sentences.js";
import { comparedTexts } from "./seen_text.js";

const SIGNS = { passed: "✓", failed: "✗", "not-run": "–", ungraded: "?", waiting: "…" };
const WORDS = { passed: "passed", failed: "notPassed", "not-run": "notRun", ungraded: "ungraded", waiting: "later" };
const NOTHING_RAN = { syntax: "syntax", missing: "missingFile" };

/**
 * Nodes that show `result`. `heading` says of what it is, `remark` a sentence more of that; `tryOf(cases, at)` gives what *Run with this input* runs, or
 * null where it can't, and `onTry` runs it. `translations`: see sentences.js.
 * @returns {{nodes: Node[], verdict: string, failed: number}}
 */
export function shownResult(result, { word, piece, heading, remark, tryOf, onTry, translations }) {
  const read = readResult(result);
  const verdict = verdictOf(read, word);
  const show = { word, piece, tryOf, onTry, translations };
  const tabs = NOTHING_RAN[read.nothingRan] ? [] : read.tabs.map((tab) => tabNode(tab, show));
  const about = [piece("heading", { text: heading }), ...(remark ? [piece("remark", { text: remark })] : [])];
  const nodes = [...about, piece("verdictLine", { text: verdict }), ...tabs];
  return { nodes, verdict, failed: read.failed };
}

function verdictOf({ nothingRan, failed, all, later }, word) {
  if (NOTHING_RAN[nothingRan]) return word(NOTHING_RAN[nothingRan]);
  if (failed) return word("someFailed", { failed, all: all - later });
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
    description: each.given?.description,
    given: givenNode(each.given, show),
    checks: (each.checks ?? []).map((check) => checkNode(check, show)),
    stopped: each.stopped && word(`stopped${capital(each.stopped)}`),
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
  return [sideNode("expected", expected, compared[0], show), sideNode("got", got, compared[1], show)];
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
