/** Lines that something is wrong with: each marked, with the words below it. They stay with their line while it moves. */
import { Decoration, EditorView, StateField, WidgetType } from "../../vendor/codemirror.js";

/** An extension for `marks`, a list of {line, words}; lines count from 1, and 0 or one that is not there is passed over. */
export function marked(marks) {
  return StateField.define({
    create: ({ doc }) => Decoration.set(marks.filter(({ line }) => line > 0 && line <= doc.lines).flatMap((mark) => ranges(mark, doc)), true),
    update: (set, { changes }) => set.map(changes),
    provide: (field) => EditorView.decorations.from(field),
  });
}

function ranges({ line, words }, doc) {
  const { from, to } = doc.line(line);
  const widget = new Words(words);
  return [Decoration.line({ class: "cm-faulty" }).range(from), Decoration.widget({ widget, block: true, side: 1 }).range(to)];
}

class Words extends WidgetType {
  constructor(words) {
    super();
    this.words = words;
  }

  eq(other) {
    return other.words === this.words;
  }

  toDOM() {
    const line = document.createElement("div");
    Object.assign(line, { className: "cm-fault", textContent: this.words });
    return line;
  }
}
