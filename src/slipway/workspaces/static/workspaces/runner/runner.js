/**
 * Python for a page, in a frame that has no origin: `createRunner(element)`.
 *
 * `element` is made by the template `workspaces/runner/runner.html`, which names the files. The page fetches them (its
 * browser keeps them; a frame without an origin need not have a cache) and hands them in: the frame itself may ask
 * nobody for anything. What comes out of the frame is a stranger's word, whatever it says, and is read by messages.js.
 */
import { Loading } from "./loading.js";
import { readMessage } from "./messages.js";

const OUTPUT_CAP = 100_000; // characters of a run that are shown; of the rest the number is told
const RESULT_CAP = 4_000_000; // characters that a function called by `call` may return

/**
 * @param {HTMLElement} element where the frame is put.
 * @param {{onState?: function(string): void, onProgress?: function({loaded: number, total: number}): void}} options
 *   `onState` hears "loading", "ready", "running", and "failed", after which this runner is of no use any more; close it.
 * @returns {{ready: Promise<void>, state: string, run: Function, call: Function, stop: Function, close: Function}}
 */
export function createRunner(element, options = {}) {
  return new Runner(element, options);
}

class Runner {
  #frame;
  #job = null;
  #isBooted = false;
  #wasLoaded = false;
  #ids = 0;
  #settle;
  #options;
  #loading;
  #closing = new AbortController();
  state = "loading";
  /** Whether a second Python waits, which takes over at once when the first has to go. */
  hasSpare = false;

  constructor(element, options) {
    this.#options = options;
    this.ready = new Promise((resolve, reject) => (this.#settle = { resolve, reject }));
    this.ready.catch(() => {}); // who does not wait for it hears of the state
    this.#loading = new Loading(element.dataset, (progress) => options.onProgress?.(progress), this.#closing.signal);
    addEventListener("message", (event) => this.#hear(event), { signal: this.#closing.signal });
    this.#frame = document.createElement("iframe");
    this.#frame.setAttribute("sandbox", "allow-scripts");
    this.#frame.hidden = true;
    this.#frame.title = element.dataset.title;
    this.#frame.src = element.dataset.frame;
    this.#frame.addEventListener("load", () => this.#isLoaded());
    element.append(this.#frame);
    this.#loading.parts.catch((error) => this.#fail(`files: ${error.message}`));
  }

  /**
   * Run a program. Rejects while another runs or no Python is there.
   * @param {{files: Object<string, string|Uint8Array>, main: string, stdin?: string, onOutput?: Function, cap?: number}} job
   *   `onOutput` is called with `[{stream: "out" | "err" | "in", text}]` and the number of characters missing so far.
   * @returns {Promise<{outcome: "ended"|"stopped"|"died"|"flooded", exitCode: ?number, error: ?Object, missing: number}>}
   *   `error` is what messages.js says of it; "died" is Python itself, out of memory or of stack.
   */
  run({ files, main, stdin = "", onOutput, cap = OUTPUT_CAP }) {
    return this.#begin({ kind: "run", files, main, stdin, cap }, { onOutput, cap });
  }

  /**
   * Call a function of Python files that the page brings (`engine`), beside a student's `files`. For *Check*: the same
   * engine as the server's, `name` is `module.function`, `argument` a text.
   * @returns {Promise<Object>} as `run`, with `value`: the text that the function returned, unread, or null.
   */
  call({ engine, files, name, argument, onOutput, cap = OUTPUT_CAP }) {
    return this.#begin({ kind: "call", engine, files, name, argument, cap }, { onOutput, cap });
  }

  /** End what runs, at once, whatever it does. Its promise says "stopped". */
  stop() {
    if (this.#job) this.#send({ kind: "stop", id: this.#job.id });
  }

  /** Take the frame away, and with it every Python in it. */
  close() {
    this.#closing.abort();
    this.#frame.remove();
    this.#end({ outcome: "stopped" });
    this.#fail("closed");
  }

  #begin(message, { onOutput, cap }) {
    if (this.state !== "ready") return Promise.reject(new Error(`The runner is ${this.state}.`));
    const id = ++this.#ids;
    return new Promise((resolve) => {
      this.#job = { id, resolve, onOutput, left: cap, missing: 0 };
      this.#be("running");
      this.#send({ ...message, id });
    });
  }

  /** The frame is loaded once. Another time means that it went elsewhere, and no Python is there any more. */
  #isLoaded() {
    if (this.#wasLoaded) this._failed({ message: "The frame has left." });
    this.#wasLoaded = true;
  }

  #send(message, transfer = []) {
    this.#frame.contentWindow?.postMessage(message, "*", transfer); // a frame without an origin has no other name
  }

  #hear(event) {
    if (event.source !== this.#frame.contentWindow || event.origin !== "null") return;
    const message = readMessage(event.data, RESULT_CAP); // of a closed set of kinds, each with its method below
    if (message) this[`_${message.kind}`](message);
  }

  async _here() {
    const parts = await this.#loading.take();
    if (!parts) return;
    const buffers = Object.values(parts).filter((part) => part instanceof ArrayBuffer);
    this.#send({ kind: "boot", ...parts }, buffers);
  }

  _spare() {
    this.hasSpare = true;
  }

  _ready() {
    this.#isBooted = true;
    this.hasSpare = false;
    if (this.#job) return;
    this.#be("ready");
    this.#settle.resolve();
  }

  _booting() {
    this.#isBooted = false;
    this.hasSpare = false;
    if (!this.#job) this.#be("loading");
  }

  _failed({ message }) {
    this.#end({ outcome: "died" });
    this.#fail(message);
  }

  _output({ id, parts, missing }) {
    const job = this.#job;
    if (job?.id !== id) return;
    const shown = parts.map(({ stream, text }) => {
      const kept = text.slice(0, job.left);
      job.left -= kept.length;
      return { stream, text: kept };
    });
    job.missing = Math.max(job.missing, missing);
    job.onOutput?.(shown, job.missing);
  }

  _done({ id, exitCode, error, value, died, missing }) {
    if (this.#job?.id !== id) return;
    this.#job.missing = Math.max(this.#job.missing, missing);
    this.#end({ outcome: died ? "died" : "ended", exitCode, error, value });
  }

  _ended({ id, why }) {
    if (this.#job?.id === id) this.#end({ outcome: why });
  }

  #end({ outcome, exitCode = null, error = null, value = null }) {
    const job = this.#job;
    if (!job) return;
    this.#job = null;
    this.#be(this.#isBooted ? "ready" : "loading");
    job.resolve({ outcome, exitCode, error, value, missing: job.missing });
  }

  #fail(message) {
    this.#settle.reject(new Error(message));
    this.#be("failed");
  }

  #be(state) {
    if (this.state === "failed" || this.state === state) return;
    this.state = state;
    this.#options.onState?.(state);
  }
}
