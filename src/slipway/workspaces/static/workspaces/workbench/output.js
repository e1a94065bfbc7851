/** What a program prints, as it comes: printed, typed and error text apart, and how much is left out. */

import { wordsOf } from "../runner/errors.js";
import { errorNode } from "./page/error_node.js";

const PIECES = { out: "printed", in: "typed", err: "erred" };

export class Output {
  #pre;
  #cap;
  #error;
  #piece;
  #word;
  #sentences;
  #last = null; // the stream of the last piece, which goes on where the next text is of the same

  constructor(element, { piece, word }) {
    this.#pre = element.querySelector("[data-output]");
    this.#cap = element.querySelector("[data-cap]");
    this.#error = element.querySelector("[data-error]");
    this.#sentences = wordsOf(element.querySelector("[data-error-words]"));
    this.#piece = piece;
    this.#word = word;
  }

  clear() {
    this.#pre.replaceChildren();
    this.#error.replaceChildren();
    this.#pre.hidden = this.#cap.hidden = true;
    this.#last = null;
  }

  get isEmpty() {
    return this.#pre.textContent === "";
  }

  /** `parts`: `[{stream: "out" | "err" | "in", text}]`; `missing` characters were printed and are not here. */
  add(parts, missing) {
    for (const { stream, text } of parts) {
      if (text === "") continue;
      if (stream === this.#last) this.#pre.lastElementChild.append(text);
      else this.#pre.append(this.#piece(PIECES[stream], { text }));
      this.#last = stream;
    }
    this.#pre.hidden = this.isEmpty;
    this.#pre.scrollTop = this.#pre.scrollHeight;
    this.#cap.hidden = !missing;
    if (missing) this.#cap.textContent = this.#word("missing", { count: missing });
  }

  /** An error, as the runner tells it; `goTo(file, line)` shows the place in the editor. */
  fail(error, goTo) {
    const how = { piece: this.#piece, word: this.#word, sentences: this.#sentences, goTo };
    this.#error.replaceChildren(errorNode(error, how));
  }
}
