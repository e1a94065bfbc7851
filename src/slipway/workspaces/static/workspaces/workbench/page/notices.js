/** What a student has to know and can do something about, above the editor: one notice for each matter. */

export class Notices {
  #place;
  #piece;
  #shown = new Map();

  constructor(place, piece) {
    this.#place = place;
    this.#piece = piece;
  }

  /** Show `text` under `matter`, with buttons: `{piece name: what a press does}`. The same text is left as it stands. */
  show(matter, text, buttons = {}) {
    if (this.#shown.get(matter)?.dataset.text === text) return;
    const actions = Object.entries(buttons).map(([name, press]) => {
      const button = this.#piece(name);
      button.addEventListener("click", press);
      return button;
    });
    const notice = this.#piece("notice", { text, actions });
    notice.dataset.text = text;
    this.clear(matter);
    this.#shown.set(matter, notice);
    this.#place.append(notice);
  }

  clear(matter) {
    this.#shown.get(matter)?.remove();
    this.#shown.delete(matter);
  }
}
