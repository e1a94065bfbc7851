/** Run and Stop: programs in the browser's Python, which loads behind the page. */
import { Output } from "./output.js";

const ENDS = { stopped: "stopped", died: "died", flooded: "flooded" };

export class Running {
  #runner = null;
  #view;
  #output;
  #hear;
  #turn = 0;
  #waiting = [];

  /**
   * `view` is `{element, word, piece, say}`. `onState` hears of "loading", "ready", "running" and "failed"; `goTo(file,
   * line)` shows a place in the editor.
   */
  constructor(view, { onState, goTo, signal }) {
    this.#view = view;
    this.#output = new Output(view.element, view);
    this.#hear = { onState, goTo };
    this.#load(signal);
  }

  get state() {
    return this.#runner?.state ?? "loading";
  }

  /** Run `main` of the files with this input, and show what it says; as soon as a Python is ready, in the place of what runs. */
  async run({ files, main, stdin }) {
    this.stop();
    const turn = ++this.#turn;
    const isThere = await this.untilReady().then(() => true, () => false);
    if (!isThere || turn !== this.#turn) return; // no Python comes, or another was asked for meanwhile
    this.#output.clear();
    this.#tell("running");
    this.#tellTime(null);
    const pressed = performance.now();
    const onOutput = (parts, missing) => {
      if (this.#output.isEmpty) this.#tellTime(performance.now() - pressed);
      this.#output.add(parts, missing);
    };
    const ended = await this.#runner.run({ files, main, stdin, onOutput });
    if (ended.error) this.#output.fail(ended.error, this.#hear.goTo);
    const [name, values] = endOf(ended, this.#output.isEmpty);
    this.#tell(name, values);
    this.#view.say(this.#view.word(name, values));
  }

  /** A function of Python files of ours; see runner.js. */
  call(job) {
    return this.#runner.call(job);
  }

  stop() {
    this.#runner?.stop();
  }

  /** When the next program may begin; rejects when Python cannot be had. */
  untilReady() {
    if (this.state === "ready") return Promise.resolve();
    if (this.state === "failed") return Promise.reject(new Error("no Python"));
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async #load(signal) {
    try {
      const { createRunner } = await import("../runner/runner.js");
      if (signal.aborted) return;
      const place = this.#view.element.querySelector("[data-runner]");
      const hears = { onState: (state) => this.#changed(state), onProgress: (progress) => this.#progress(progress) };
      this.#runner = createRunner(place, hears);
      signal.addEventListener("abort", () => this.#runner.close(), { once: true });
      await this.#runner.ready;
      this.#changed("ready");
    } catch {
      if (!signal.aborted) this.#changed("failed");
    }
  }

  #changed(state) {
    const { element } = this.#view;
    element.querySelector("[data-progress]").hidden = state !== "loading";
    if (state === "failed") this.#tell("noPython");
    else if (state === "ready" && element.dataset.python !== "ready") this.#tell("ready");
    element.dataset.python = state === "running" ? "ready" : state;
    this.#hear.onState(state);
    if (state === "ready") for (const { resolve } of this.#waiting.splice(0)) resolve();
    if (state === "failed") for (const { reject } of this.#waiting.splice(0)) reject(new Error("no Python"));
  }

  #progress({ loaded, total }) {
    this.#view.element.querySelector("[data-progress]").value = loaded / total;
    if (this.state !== "loading") return;
    const [done, all] = [loaded, total].map((bytes) => (bytes / 1e6).toFixed(1));
    if (loaded < total) this.#tell("loadingMore", { done, all });
    else this.#tell("starting");
  }

  /** How long the first output took, told beside the output. */
  #tellTime(milliseconds) {
    const text = milliseconds === null ? "" : this.#view.word("firstOutput", { milliseconds: Math.round(milliseconds) });
    this.#view.element.querySelector("[data-took]").textContent = text;
  }

  #tell(name, values) {
    this.#view.element.querySelector("[data-run-state]").textContent = this.#view.word(name, values);
  }
}

/** The word for how a run ended. */
function endOf({ outcome, error, exitCode }, isSilent) {
  if (ENDS[outcome]) return [ENDS[outcome], {}];
  if (error) return ["endedError", { error: error.type }];
  if (exitCode) return ["endedCode", { code: exitCode }];
  return [isSilent ? "endedSilent" : "ended", {}];
}
