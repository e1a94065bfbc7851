/** How CodeMirror looks: by the names of web/colours.css, whose contrast tests hold, so dark and light alike. */
import { EditorView, HighlightStyle, syntaxHighlighting, tags } from "../../vendor/codemirror.js";

export const theme = EditorView.theme({
  "&": { height: "100%", backgroundColor: "var(--code)", color: "var(--ink)", fontSize: "inherit" },
  "&.cm-focused": { outline: "3px solid var(--accent)", outlineOffset: "-3px" },
  ".cm-scroller": { fontFamily: "var(--bs-font-monospace)", lineHeight: "1.5", overflow: "auto" },
  ".cm-content": { caretColor: "var(--ink)", padding: ".5rem 0" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--ink)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "var(--code)", color: "var(--ink-soft)", border: "0", borderRight: "1px solid var(--line)" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--ink)", fontWeight: "700" },
  "& .cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": {
    background: "var(--accent-wash-strong)",
  },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--accent)" },
  "&.cm-focused .cm-nonmatchingBracket": { backgroundColor: "transparent", outline: "1px solid var(--danger)" },
  ".cm-faulty": { backgroundColor: "var(--danger-wash)" },
  ".cm-fault": { padding: ".1rem .75rem .25rem", backgroundColor: "var(--danger-wash)", color: "var(--danger)", fontFamily: "var(--bs-body-font-family)", whiteSpace: "pre-wrap" },
  ".cm-specialChar": { color: "var(--danger)" },
});

export const highlighting = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--code-keyword)" },
    { tag: [tags.function(tags.variableName), tags.function(tags.definition(tags.variableName)), tags.className, tags.definition(tags.className)], color: "var(--code-name)" },
    { tag: [tags.standard(tags.variableName), tags.self, tags.meta], color: "var(--code-builtin)" },
    { tag: [tags.string, tags.special(tags.string)], color: "var(--code-string)" },
    { tag: [tags.number, tags.bool, tags.null], color: "var(--code-number)" },
    { tag: tags.comment, color: "var(--code-comment)", fontStyle: "italic" },
    { tag: tags.invalid, color: "var(--danger)" },
  ]),
);
