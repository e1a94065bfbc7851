/** A plain text field with the interface of ../editor/editor.js: until that one has come, and where it does not come. */

export function createPlainField(element, { doc, onChange, label }) {
  const field = document.createElement("textarea");
  Object.assign(field, { className: "form-control workbench-plain", value: doc, spellcheck: false, wrap: "off" });
  Object.assign(field, { autocapitalize: "off", autocomplete: "off" });
  field.setAttribute("aria-label", label);
  field.addEventListener("input", () => onChange(field.value));
  element.append(field);
  return {
    focus: () => field.focus(),
    close: () => field.remove(),
    goTo(line) {
      const lines = field.value.split("\n");
      const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
      field.focus();
      field.setSelectionRange(start, start + (lines[line - 1] ?? "").length);
    },
  };
}
