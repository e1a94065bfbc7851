/** Sentences as slipway/words.py keeps them: a text, or an English pattern with `%(name)s` for each of its values. */

/** The sentence; `translations` has patterns of the reader's language by the English ones. */
export function sentenceOf(kept, translations = {}) {
  if (typeof kept !== "object" || kept === null) return String(kept ?? "");
  const { pattern, values = {} } = kept;
  const said = Object.hasOwn(translations, pattern) ? translations[pattern] : String(pattern);
  if (!Object.keys(values).length) return said;
  return said.replace(/%\((\w+)\)[sd]|%%/g, (place, name) => {
    if (name === undefined) return "%";
    return Object.hasOwn(values, name) ? sentenceOf(values[name], translations) : place;
  });
}
