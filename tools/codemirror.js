// What src/slipway/workspaces/static/workspaces/editor takes of CodeMirror 6. `make install` bundles it.
//
// Its packages are named one by one. The package `codemirror` is not among them: it adds what we do not use, and what
// npm calls its latest is the code of version 5.
export { closeBrackets, closeBracketsKeymap } from "@codemirror/autocomplete";
export { defaultKeymap, history, historyKeymap, indentWithTab } from "@codemirror/commands";
export { pythonLanguage } from "@codemirror/lang-python";
export { bracketMatching, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
export { Compartment, EditorState, StateField } from "@codemirror/state";
export {
  Decoration,
  drawSelection,
  EditorView,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  WidgetType,
} from "@codemirror/view";
export { tags } from "@lezer/highlight";
