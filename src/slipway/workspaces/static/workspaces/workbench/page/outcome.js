/** How far the student is in the unit, at the top of the page: it follows what they do here, without a reload. */

const BEGUN = "in-progress";
const NOT_BEGUN = "not-started";
const DONE = "completed";

export class Outcome {
  #place;
  #root;

  /** `root` holds the mark (`data-outcome`), those that it can become (`data-becomes`), and what is there when it is done. */
  constructor(root) {
    this.#root = root;
    this.#place = root.querySelector("[data-progress-of-unit]");
  }

  /** Something is saved or handed in. */
  begun() {
    if (this.#place?.dataset.progressOfUnit === NOT_BEGUN) this.show(BEGUN);
  }

  /** The server says that this is how far it is; nothing, where it said nothing. */
  show(progress) {
    const made = progress && this.#root.querySelector(`template[data-becomes="${CSS.escape(progress)}"]`);
    if (!this.#place || !made || progress === this.#place.dataset.progressOfUnit) return;
    this.#place.dataset.progressOfUnit = progress;
    this.#place.replaceChildren(made.content.cloneNode(true));
    const onward = this.#root.querySelector("[data-when-done]");
    if (onward) onward.hidden = progress !== DONE;
  }
}
