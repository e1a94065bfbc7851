/** The files of the work: a tab and an editor for each. */
import { choice, choose } from "./page/choices.js";
import { createPlainField } from "./plain_field.js";
import { tabsIn } from "./page/tabs.js";

const LIMIT = 200_000; // characters of a file; what the server takes is told by its answers

export class Files {
  #list;
  #panels;
  #piece;
  #hear;
  #tabs;
  #texts = {};
  #editors = {};
  #create = createPlainField;
  isPlain = choice("plain-editor", "no") === "yes";

  /**
   * `element` holds the places for tabs and editors; `onChange` is called after each change that a person makes,
   * `onRefused` with "too-long" or "not-text" where a change was not taken.
   */
  constructor(element, { files, main, piece, onChange, onRefused }) {
    this.#list = element.querySelector("[data-file-tabs]");
    this.#panels = element.querySelector("[data-editors]");
    this.#piece = piece;
    this.#hear = { onChange, onRefused };
    this.#tabs = tabsIn(this.#list, { onShow: (tab) => this.#open(tab.dataset.file) });
    this.replace(files, main);
    this.#improve();
  }

  /** The texts as they stand, by path. */
  get all() {
    return { ...this.#texts };
  }

  get chosen() {
    return this.#list.querySelector("[aria-selected=true]")?.dataset.file;
  }

  /** Have these files, and show `name`. What stood here is gone. */
  replace(files, name = this.chosen) {
    this.#closeEditors();
    this.#texts = { ...files };
    const names = Object.keys(files).sort((one, other) => (other === name) - (one === name) || one.localeCompare(other));
    this.#list.replaceChildren(...names.map((each, at) => this.#tab(each, at)));
    this.#panels.replaceChildren(...names.map((each, at) => this.#panel(each, at)));
    this.#tabs.show(this.#list.querySelector(`[data-file="${CSS.escape(name)}"]`) ?? this.#list.firstElementChild);
  }

  /** Go to a line of a file; false where there is no such file. */
  goTo(name, line) {
    const tab = [...this.#list.children].find((each) => each.dataset.file === name);
    if (!tab) return false;
    this.#tabs.show(tab);
    this.#editors[name].goTo(line);
    return true;
  }

  focus() {
    this.#editors[this.chosen]?.focus();
  }

  /** Plain text fields, which every screen reader knows, or the editor; remembered in this browser. */
  setPlain(isPlain) {
    this.isPlain = isPlain;
    choose("plain-editor", isPlain ? "yes" : "no");
    for (const editor of Object.values(this.#editors)) editor.isPlain = isPlain;
  }

  /**
   * The editor is a large script: until it has come, and where it does not come, there is a field to write in. Who writes
   * in that already goes on undisturbed, and finds the editor when they come back.
   */
  async #improve() {
    const { createEditor } = await import("../editor/editor.js").catch(() => ({}));
    if (!createEditor) return;
    while (this.#panels.contains(document.activeElement)) {
      await new Promise((left) => this.#panels.addEventListener("focusout", () => setTimeout(left), { once: true }));
    }
    this.#create = createEditor;
    this.#closeEditors();
    this.#open(this.chosen);
  }

  #tab(name, at) {
    const tab = this.#piece("fileTab", { name });
    Object.assign(tab, { id: `file-tab-${at}` }).dataset.file = name;
    tab.setAttribute("aria-controls", `file-panel-${at}`);
    return tab;
  }

  #panel(name, at) {
    const panel = this.#piece("filePanel");
    Object.assign(panel, { id: `file-panel-${at}` }).dataset.file = name;
    panel.setAttribute("aria-labelledby", `file-tab-${at}`);
    return panel;
  }

  #open(name) {
    if (name === undefined || this.#editors[name]) return;
    const panel = [...this.#panels.children].find((each) => each.dataset.file === name);
    const onChange = (text) => {
      this.#texts[name] = text;
      this.#hear.onChange();
    };
    const language = name.endsWith(".py") ? "python" : "text";
    const how = { doc: this.#texts[name], label: name, language, plain: this.isPlain, limit: LIMIT };
    this.#editors[name] = this.#create(panel.querySelector("[data-editor]"), { ...how, onChange, onRefused: this.#hear.onRefused });
  }

  #closeEditors() {
    for (const editor of Object.values(this.#editors)) editor.close();
    this.#editors = {};
  }
}
