/**
 * A text in CodeMirror.
 *
 * It stands in a shadow tree: there CodeMirror's own styles are constructed style sheets, which `style-src 'self'` lets
 * in. In the document itself they would be a <style> element, which our policy refuses.
 */
import {
  bracketMatching,
  closeBrackets,
  closeBracketsKeymap,
  Compartment,
  defaultKeymap,
  drawSelection,
  EditorState,
  EditorView,
  highlightActiveLineGutter,
  highlightSpecialChars,
  history,
  historyKeymap,
  indentOnInput,
  indentUnit,
  indentWithTab,
  keymap,
  lineNumbers,
  pythonLanguage,
} from "../../vendor/codemirror.js";
import { bringsFiles } from "./intake.js";
import { highlighting, theme } from "./looks.js";
import { marked } from "./marks.js";

export class CodeField {
  static isPossible = "adoptedStyleSheets" in Document.prototype;

  #host = document.createElement("div");
  #view;
  #hears;
  #fixed = new Compartment();
  #told = true; // whether changes are told; those by the program are not

  constructor(element, options, hears) {
    this.#hears = hears;
    this.#host.className = "editor-code";
    const root = this.#host.attachShadow({ mode: "open", delegatesFocus: true });
    const state = EditorState.create({ doc: options.doc, extensions: this.#extensions(options) });
    this.#view = new EditorView({ state, root, parent: root });
    element.append(this.#host);
  }

  get text() {
    return this.#view.state.doc.toString();
  }

  set text(text) {
    const changes = difference(this.text, text);
    if (!changes) return;
    this.#told = false;
    this.#view.dispatch({ changes, filter: false });
    this.#told = true;
  }

  get hasFocus() {
    return this.#view.hasFocus;
  }

  set isShown(shown) {
    this.#host.hidden = !shown;
    if (shown) this.#view.requestMeasure();
  }

  set readOnly(readOnly) {
    this.#view.dispatch({ effects: this.#fixed.reconfigure(EditorState.readOnly.of(readOnly)) });
  }

  focus() {
    this.#view.focus();
  }

  goTo(line) {
    const { doc } = this.#view.state;
    const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
    this.#view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    this.#view.focus();
  }

  close() {
    this.#view.destroy();
    this.#host.remove();
  }

  #extensions(options) {
    return [
      lineNumbers(),
      highlightActiveLineGutter(),
      highlightSpecialChars(),
      history(),
      drawSelection(),
      indentOnInput(),
      bracketMatching(),
      closeBrackets(),
      indentUnit.of("    "),
      EditorState.tabSize.of(4),
      EditorState.phrases.of(phrases(options.words)),
      this.#fixed.of(EditorState.readOnly.of(options.readOnly)),
      options.language === "python" ? pythonLanguage : [],
      options.marks?.length ? marked(options.marks) : [],
      highlighting,
      theme,
      keymap.of(keys(options)),
      EditorView.contentAttributes.of(attributes(options)),
      EditorView.domEventHandlers(this.#handlers()),
      EditorState.changeFilter.of((change) => this.#admits(change)),
      EditorView.updateListener.of((update) => this.#updated(update)),
    ];
  }

  /** A large paste is judged before CodeMirror sees it, which would take its lines apart first. */
  #handlers() {
    const judge = (transfer, event) => {
      const coming = transfer?.getData("text/plain") ?? "";
      if (bringsFiles(transfer)) this.#hears.refused("not-text");
      else if (this.#hears.admits(coming, this.#lengthWith(coming))) return false;
      event.preventDefault();
      return true;
    };
    return {
      paste: (event) => judge(event.clipboardData, event),
      drop: (event) => judge(event.dataTransfer, event),
      focus: (_, view) => view.setTabFocusMode(false),
      beforeinput: typedOver,
    };
  }

  #lengthWith(coming) {
    const { doc, selection } = this.#view.state;
    const selected = selection.ranges.reduce((sum, { from, to }) => sum + to - from, 0);
    return doc.length - selected + coming.length;
  }

  /** What comes by keys, by a composition or by undoing: it may make a text shorter that is too long already. */
  #admits(change) {
    const grows = change.newDoc.length > change.startState.doc.length;
    return !change.docChanged || !grows || this.#hears.admits("", change.newDoc.length);
  }

  #updated({ docChanged, view }) {
    if (!docChanged) return;
    view.setTabFocusMode(false);
    if (this.#told) this.#hears.changed();
  }
}

/**
 * What is typed over a selection takes its place here. A browser that does it itself keeps the look of coloured text in a
 * style attribute, which our policy refuses, with a note in the console each time.
 */
function typedOver(event, view) {
  const { inputType, data, isComposing } = event;
  const { main } = view.state.selection;
  if (inputType !== "insertText" || !data || isComposing || view.composing || main.empty) return false;
  const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type", scrollIntoView: true });
  const handlers = view.state.facet(EditorView.inputHandler); // such as that which puts brackets around a selection
  if (!handlers.some((handle) => handle(view, main.from, main.to, data, insert))) view.dispatch(insert());
  return true;
}

const phrases = (words) => ({
  "Control character": words.controlCharacter,
  "Selection deleted": words.selectionDeleted,
});

function keys({ onSave, onRun }) {
  const action = (key, does) => (does ? [{ key, run: () => (does(), true), preventDefault: true }] : []);
  return [
    ...action("Mod-Enter", onRun),
    ...action("Mod-s", onSave),
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...historyKeymap,
    indentWithTab,
    // After Escape, Tab leaves the editor, until something is typed or the focus comes back. CodeMirror's own way has
    // two seconds for it, which is too short for some hands.
    { key: "Escape", run: (view) => (view.setTabFocusMode(true), true) },
  ];
}

function attributes({ label, words }) {
  return {
    "aria-label": label,
    "aria-description": words.hint, // also on screen, under the editor
    tabindex: "0", // it takes the focus without, but not every tool that looks for what scrolls knows that
    spellcheck: "false",
    autocapitalize: "off",
    translate: "no",
  };
}

/** One change that makes `before` to `after`, so that cursor and undo keep to what is the same; null when all is. */
function difference(before, after) {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let from = 0;
  while (from < shorter && before[from] === after[from]) from++;
  let same = 0;
  while (same < shorter - from && before.at(-1 - same) === after.at(-1 - same)) same++;
  return { from, to: before.length - same, insert: after.slice(from, after.length - same) };
}
