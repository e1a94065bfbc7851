/**
 * Handing in. Without a connection the text is sealed with its time in the page, and sent when the connection is back; the
 * server is told that time and decides what it counts for.
 */
import { send } from "./page/requests.js";

const AGAIN = 15_000; // milliseconds between attempts to send what is sealed

export class Submitting {
  #page;
  #path;
  #buffer;
  #hear;
  #sealed;
  #sending = false;

  /**
   * `onSent(answer, files)` hears each answer that the server gave, `onSealed(sealed)` what waits for the connection:
   * `{files, writtenAt}`, or null when nothing does. Without a `buffer` nothing is sealed, and `onSent` hears of the
   * missing connection too.
   */
  constructor({ page, path, buffer, onSent, onSealed }) {
    this.#page = page;
    this.#path = path;
    this.#buffer = buffer;
    this.#hear = { onSent, onSealed };
    this.#sealed = buffer?.take("sealed") ?? null;
    addEventListener("online", () => this.#sendSealed(), { signal: page.signal });
    const timer = setInterval(() => this.#sendSealed(), AGAIN);
    page.signal.addEventListener("abort", () => clearInterval(timer), { once: true });
    if (this.#sealed) {
      onSealed(this.#sealed);
      this.#sendSealed();
    }
  }

  get isSending() {
    return this.#sending;
  }

  /** Hand in these files, now or when it can be done; without a connection the newest text is the one that waits. */
  async submit(files) {
    if (this.#sending) return;
    await this.#send({ files }, { files, writtenAt: new Date().toISOString() });
  }

  /** Do not send what is sealed. */
  takeBack() {
    this.#seal(null);
  }

  #sendSealed() {
    if (this.#sealed && !this.#sending) this.#send(this.#sealed, this.#sealed);
  }

  async #send(data, sealed) {
    this.#sending = true;
    const answer = await send(this.#page, this.#path, data);
    this.#sending = false;
    if (data.writtenAt && this.#sealed === null && answer.outcome === "failed") return; // taken back meanwhile
    if (answer.outcome === "failed" && this.#buffer) {
      if (this.#sealed !== sealed) this.#seal(sealed);
      return;
    }
    // A session that has ended ends nothing that was promised: what is sealed goes out when the unit is opened again.
    if (data.writtenAt && answer.outcome !== "over") this.#seal(null);
    this.#hear.onSent(answer, sealed.files);
  }

  #seal(sealed) {
    this.#sealed = sealed;
    if (sealed) this.#buffer.keep("sealed", sealed);
    else this.#buffer.drop("sealed");
    this.#hear.onSealed(sealed);
  }
}
