/**
 * Check: the visible tests against the text of now, in the browser, by the guest's program and the judge of the server.
 *
 * Each context is a call of its own, after which the worker's Python is put back; what was seen of all of them is
 * judged by a last call, in which nothing of the student's runs. Once engine and tests are here, no network is needed.
 */
import { ask } from "./page/requests.js";

const CONTEXT = "check"; // its id, as slipway/sandbox/checking.py knows it
const OUTPUT = 2 ** 20; // bytes that a context may write, and bytes of a text that are kept: as on the server
const SHOWN = 2 ** 16;
const TOLD = 4_000_000; // characters that the guest may tell of one context

export class Checking {
  #page;
  #running;
  #engine = null;
  #tests = null;
  #addresses;
  #isStopped = false;
  isOn = false;
  /** Patterns of the reader's language by the English ones. */
  sentences = {};

  /** `addresses` has `engine`, a static file, and `tests`, of the unit. */
  constructor({ page, running, addresses }) {
    this.#page = page;
    this.#running = running;
    this.#addresses = addresses;
  }

  /** Fetch what is missing. Returns "ready", "none" where no test is visible, or "failed". */
  async load() {
    try {
      if (!this.#tests) {
        const { outcome, data } = await ask(this.#page, this.#addresses.tests);
        if (outcome === "gone") return "none";
        if (outcome !== "done") return "failed";
        if (!data.tests) return "none";
        this.sentences = data.sentences;
        this.#tests = data.tests;
      }
      this.#engine ??= await fetchJson(this.#addresses.engine);
      return "ready";
    } catch {
      return "failed";
    }
  }

  /**
   * Check these files. `{outcome, result}`: "done", "stopped", "failed" where it did not come to its end, or "not-loaded".
   * `onProgress(done, all)` hears of contexts.
   */
  async check(files, onProgress) {
    this.isOn = true;
    this.#isStopped = false;
    try {
      if ((await this.load()) !== "ready") return { outcome: "not-loaded" };
      const seen = await this.#seen(files, onProgress);
      if (!seen) return { outcome: "stopped" };
      return await this.#judged(seen);
    } catch {
      return { outcome: this.#isStopped ? "stopped" : "failed" };
    } finally {
      this.isOn = false;
    }
  }

  stop() {
    this.#isStopped = true;
    this.#running.stop();
  }

  /** What was seen of each context, by tab; null when it was stopped. Each tab has its own time, and all have one. */
  async #seen(files, onProgress) {
    const { suite, seconds, limits } = this.#tests;
    const all = suite.tabs.reduce((sum, { contexts }) => sum + contexts.length, 0);
    let [left, done] = [seconds * 1000, 0];
    const seen = [];
    for (const [number, { contexts }] of suite.tabs.entries()) {
      const found = [];
      let leftOfTab = Math.min((limits[number] ?? seconds) * 1000, left);
      for (const context of contexts) {
        onProgress(done++, all);
        const told = await this.#context(context, files, leftOfTab);
        if (this.#isStopped) return null;
        left -= told.milliseconds;
        leftOfTab = told.end === "time" ? 0 : leftOfTab - told.milliseconds;
        found.push(told);
      }
      seen.push(found);
    }
    return seen;
  }

  async #context({ cases }, texts, milliseconds) {
    if (!(this.#tests.main in texts)) return { lines: [], end: "missing", milliseconds: 0 };
    if (milliseconds <= 0) return { lines: [], end: "time", milliseconds: 0 };
    await this.#running.untilReady();
    if (this.#isStopped) return null;
    const argument = JSON.stringify(this.#work(cases, texts));
    let [told, isLate] = ["", false];
    const began = performance.now();
    const timer = setTimeout(() => {
      isLate = true;
      this.#running.stop();
    }, milliseconds);
    const { outcome, value, error } = await this.#running.call({
      engine: this.#engine.guest,
      files: {},
      name: "observe_in_page.observe",
      argument,
      cap: TOLD,
      onOutput: (parts) => (told += parts.map(({ text }) => text).join("")),
    });
    clearTimeout(timer);
    const took = Math.max(1, Math.round(performance.now() - began));
    const lines = told.split("\n").slice(0, -1);
    if (outcome === "stopped" && isLate) return { lines, end: "time", milliseconds: took };
    if (outcome !== "ended" || error || value === null) return { lines, end: "crashed", milliseconds: took };
    return { lines: [...lines, value], end: null, milliseconds: took };
  }

  #work(cases, all) {
    const { main, namespace, files } = this.#tests;
    const { [main]: program, ...texts } = all;
    const given = cases.map((each) => each.given);
    return { id: CONTEXT, program, namespace, texts, files, cases: given, output: OUTPUT, shown: SHOWN };
  }

  async #judged(seen) {
    await this.#running.untilReady();
    const argument = JSON.stringify({ suite: this.#tests.suite, seen });
    const name = "slipway.sandbox.checking.check_in_page";
    const ended = await this.#running.call({ engine: this.#engine.judge, files: {}, name, argument });
    if (this.#isStopped) return { outcome: "stopped" };
    if (ended.outcome !== "ended" || ended.error || !ended.value) return { outcome: "failed" };
    return { outcome: "done", result: JSON.parse(ended.value) };
  }
}

async function fetchJson(address) {
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok) throw new Error(address);
  return answer.json();
}
