/** Saving, as it is done: asks saving.js what to do, sends, waits, and keeps what is not saved beside the page. */
import { sameFiles } from "./same_files.js";
import { isOwed, next, opened } from "./saving.js";
import { send } from "../page/requests.js";

const KEEPALIVE = 60_000; // bytes that browsers let go on when a page ends, less what belongs to the request

export class Saver {
  #state;
  #timer = 0;
  #page;
  #path;
  #buffer;
  #read;
  #hear;
  #sentFiles = null; // what the server may hold although no answer came
  #sending = Promise.resolve();
  #hasEnded = false;

  /**
   * `read` gives the files as they stand, `onState` hears the state after each step, `onConflict` the server's files
   * where another tab has saved.
   */
  constructor({ page, path, buffer, version, isDirty, read, onState, onConflict }) {
    this.#page = page;
    this.#path = path;
    this.#buffer = buffer;
    this.#read = read;
    this.#hear = { onState, onConflict };
    this.#state = opened({ version, isDirty });
    addEventListener("online", () => this.now(), { signal: page.signal });
    addEventListener("pagehide", () => this.flush(), { signal: page.signal });
    page.signal.addEventListener("abort", () => this.#end(), { once: true });
    document.addEventListener("visibilitychange", () => document.hidden && this.now(), { signal: page.signal });
  }

  get state() {
    return this.#state;
  }

  get isOwed() {
    return isOwed(this.#state);
  }

  /** Resolves when no answer is awaited. */
  get settled() {
    return this.#sending;
  }

  /** Something was typed. */
  typed() {
    this.#buffer.keep("work", { files: this.#read(), base: this.#state.version, sent: this.#sentFiles });
    this.#step({ type: "typed" });
  }

  /** Save at once what is not saved. */
  now() {
    this.#step({ type: "now" });
  }

  /** The page ends, or another takes its place: send what is owed without waiting for an answer. */
  flush() {
    if (!this.isOwed || this.#state.stop) return;
    const data = { files: this.#read(), base: this.#state.version };
    const keepalive = new Blob([JSON.stringify(data)]).size < KEEPALIVE;
    send(this.#page, this.#path, data, { keepalive }).then((answer) => this.#flushed(data.files, answer));
  }

  /** After a conflict, and whenever the server's text was replaced: `version` is its, `isDirty` if ours is another. */
  chosen(version, isDirty) {
    if (!isDirty) this.#buffer.drop("work");
    this.#step({ type: "chosen", version, isDirty, at: Date.now() });
  }

  /** Another page stands here: this is the last that is sent, and nothing is heard any more. */
  #end() {
    this.flush();
    clearTimeout(this.#timer);
    this.#hasEnded = true;
  }

  #step(event) {
    const [state, effect] = next(this.#state, event);
    this.#state = state;
    this.#hear.onState(state);
    if (effect === "send") this.#sending = this.#send();
    else if (effect) this.#wait(effect.wait);
  }

  #wait(milliseconds) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#step({ type: "due" }), milliseconds);
  }

  async #send() {
    clearTimeout(this.#timer);
    const before = this.#sentFiles;
    const data = { files: this.#read(), base: this.#state.version };
    this.#sentFiles = data.files;
    const answer = await send(this.#page, this.#path, data);
    if (this.#hasEnded) {
      this.#flushed(data.files, answer);
      return;
    }
    const other = answer.data?.other?.files;
    if (answer.outcome === "conflict" && other && before && sameFiles(other, before)) {
      this.#step({ type: "chosen", version: answer.data.version, isDirty: true }); // our own, whose answer was lost
      return;
    }
    this.#step({ type: "answered", answer, at: Date.now() });
    if (answer.outcome === "done") this.#saved();
    if (answer.outcome === "conflict") this.#hear.onConflict(other ?? {}, answer.data?.version ?? 0);
  }

  #saved() {
    if (!this.isOwed) this.#buffer.drop("work");
    else this.#buffer.keep("work", { files: this.#read(), base: this.#state.version, sent: this.#sentFiles });
  }

  /** What is kept beside the page may be newer, and of a page that came after this one. */
  #flushed(files, answer) {
    if (answer.outcome === "done" && sameFiles(files, this.#buffer.take("work")?.files ?? {})) this.#buffer.drop("work");
  }
}
