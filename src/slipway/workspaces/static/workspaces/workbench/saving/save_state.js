/** How saving stands, said on the page: always in a line, and in a notice with a way out where it is not well. */
import { timeOf } from "../page/words.js";

const TROUBLES = new Set(["offline", "over", "gone", "refused", "conflict"]);

export class SaveState {
  #view;
  #notices;
  #ways;
  #last = "";

  /** `ways`: what can be done: `{saveNow, copy, download, compare}`. `isStored()`: whether the text survives a reload. */
  constructor(view, notices, ways, isStored) {
    this.#view = view;
    this.#notices = notices;
    this.#ways = ways;
    this.isStored = isStored;
  }

  show({ status, savedAt, refused }) {
    const { element, word, say } = this.#view;
    const line = element.querySelector("[data-save-state]");
    const text = this.#text(status, savedAt, refused, word);
    line.textContent = TROUBLES.has(status) ? word("notSaved") : text; // the notice says why
    line.dataset.status = status;
    if (!TROUBLES.has(status)) {
      if (TROUBLES.has(this.#last) && status === "saved") say(text);
      if (status !== "saving" && status !== "unsaved") this.#notices.clear("saving");
    } else {
      if (status !== this.#last) say(text);
      this.#notices.show("saving", this.#inFull(text), this.#buttons(status));
    }
    this.#last = status;
  }

  #text(status, savedAt, refused, word) {
    if (status === "saved") return savedAt ? word("saved", { time: timeOf(savedAt) }) : word("untouched");
    if (status === "refused") return word("refused", { message: refused });
    if (status === "offline") return word(this.isStored() ? "offlineStored" : "offline");
    return word(status);
  }

  #inFull(text) {
    return this.isStored() ? text : `${text} ${this.#view.word("notStored")}`;
  }

  #buttons(status) {
    const { saveNow, copy, download, compare } = this.#ways;
    const away = { copyText: copy, downloadText: download };
    if (status === "offline") return { tryAgain: saveNow, ...away };
    return status === "conflict" ? { compareTexts: compare, ...away } : away;
  }
}
