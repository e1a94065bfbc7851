/** Two tabs have written: both texts beside each other, and the student chooses. */
import { comparedTexts } from "./results/seen_text.js";
import { askIn } from "./page/dialogs.js";

/** @returns {Promise<"mine"|"other"|"">} the choice; "" to decide later. */
export function chooseText({ dialog, view, mine, other }) {
  const { piece } = view;
  const names = [...new Set([...Object.keys(mine), ...Object.keys(other)])].filter((name) => mine[name] !== other[name]);
  const compared = names.map((name) => [name, comparedTexts(piece, mine[name] ?? "", other[name] ?? "")]);
  dialog.querySelector("[data-sides]").replaceChildren(
    piece("mine", { text: compared.map(([name, [lines]]) => side(piece, name, lines)) }),
    piece("other", { text: compared.map(([name, [, lines]]) => side(piece, name, lines)) }),
  );
  return askIn(dialog);
}

const side = (piece, name, lines) => piece("differences", { name, lines });
