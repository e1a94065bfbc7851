/**
 * An editor of one text: `createEditor(element, options)`, either CodeMirror or, for screen readers and whoever wants
 * it so, a plain text field. Both have the same interface, and one can be changed for the other at any time.
 *
 * `element` is made by the template `workspaces/editor/editor.html`, which brings the words.
 */
import { CodeField } from "./code_field.js";
import { fault } from "./intake.js";
import { PlainField } from "./plain_field.js";

const LIMIT = 200_000; // characters of a text

/**
 * @param {HTMLElement} element
 * @param {Object} options
 * @param {string} options.doc the text at the beginning; line ends are "\n" from then on.
 * @param {string} options.label what the editor is called: the name of the file.
 * @param {"python"|"text"} [options.language]
 * @param {boolean} [options.readOnly]
 * @param {boolean} [options.plain] whether it begins as a plain text field.
 * @param {number} [options.limit] characters; what would make the text longer is refused whole.
 * @param {{line: number, words: string}[]} [options.marks] what is wrong, shown below its line; not in a plain text field.
 * @param {function(string): void} [options.onChange] hears the whole text whenever a person changes it.
 * @param {function(string): void} [options.onRefused] hears "too-long" or "not-text": the text is as it was before.
 * @param {function(): void} [options.onSave] and `onRun`: Ctrl+S and Ctrl+Enter (on a Mac with the Command key).
 */
export function createEditor(element, options) {
  return new Editor(element, { language: "python", limit: LIMIT, readOnly: false, plain: false, ...options });
}

class Editor {
  #element;
  #options;
  #field;
  #other = null; // the field of the other kind, when it has been used: it remembers what can be undone

  constructor(element, options) {
    this.#element = element;
    this.#options = { ...options, words: element.dataset, doc: options.doc.replace(/\r\n?/g, "\n") };
    this.#field = this.#make(options.plain || !CodeField.isPossible);
  }

  get text() {
    return this.#field.text;
  }

  /** Put another text there. In CodeMirror this can be undone. Not told to `onChange`. */
  set text(text) {
    this.#field.text = text.replace(/\r\n?/g, "\n");
  }

  get isPlain() {
    return this.#field instanceof PlainField;
  }

  /** Change to a plain text field, or back. The focus goes with it. */
  set isPlain(plain) {
    if (plain === this.isPlain || (!plain && !CodeField.isPossible)) return;
    const before = this.#field;
    const focused = before.hasFocus;
    this.#options.doc = before.text;
    this.#field = this.#other ?? this.#make(plain);
    this.#field.text = before.text;
    this.#other = before;
    before.isShown = false;
    this.#field.isShown = true;
    if (focused) this.#field.focus();
  }

  set readOnly(readOnly) {
    this.#options.readOnly = readOnly;
    this.#field.readOnly = readOnly;
    if (this.#other) this.#other.readOnly = readOnly;
  }

  focus() {
    this.#field.focus();
  }

  /** Bring a line (from 1) into view, marked, with the focus on it: where an error points to. */
  goTo(line) {
    this.#field.goTo(line);
  }

  close() {
    this.#field.close();
    this.#other?.close();
  }

  #make(plain) {
    const { onChange, onRefused, limit } = this.#options;
    const hears = {
      changed: () => onChange?.(this.text),
      /** Whether `text` may come in; `length` is what there would be then. Who refused it is told. */
      admits: (text, length) => {
        const found = fault(text, length, limit);
        if (found) onRefused?.(found);
        return !found;
      },
      refused: (reason) => onRefused?.(reason),
    };
    return new (plain ? PlainField : CodeField)(this.#element, this.#options, hears);
  }
}
