/** An error of a program, as its student reads it: Python's words, ours, and the line, which a press shows in the editor. */
import { sentence } from "../../runner/errors.js";

/** `error` is `{type, message, text, file, line}`, `sentences` those of error_words.html; without `goTo` no line is offered. */
export function errorNode({ type, message, text, file, line }, { piece, word, sentences, goTo }) {
  const node = piece("error", {
    title: message ? `${type}: ${message}` : type,
    plain: sentence({ type, message, line }, sentences),
    line: goTo && line && file ? word("lineOf", { line, file }) : "",
    trace: text,
  });
  node.querySelector("button")?.addEventListener("click", () => goTo(file, line));
  return node;
}
