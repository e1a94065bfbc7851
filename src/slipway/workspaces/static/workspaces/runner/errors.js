/**
 * What a beginner's error is, and a plain sentence for it: `recognise` reads Python's words, `sentence` says ours.
 *
 * The sentences are those of the template `workspaces/runner/error_words.html`, one for each kind. Python's words are
 * those of 3.14, the version that the runner has; `tests/workspaces/runner/test_errors.py` asks that Python itself.
 */

// Type of the error → its messages as [pattern, kind], the first that fits. Named groups are the sentence's values.
const SYNTAX = [
  [/^expected ':'/, "syntax-colon"],
  [/^unterminated (f-|t-)?string literal|^unterminated triple-quoted/, "syntax-quote"],
  [/^'(?<bracket>.)' was never closed/, "syntax-open-bracket"],
  [/^f-string: expecting '}'/, "syntax-open-bracket", { bracket: "{" }],
  [/^unmatched '(?<bracket>.)'|^closing parenthesis '(?<other>.)' does not match/, "syntax-close-bracket"],
  [/^Missing parentheses in call to '(?<name>print|exec)'/, "syntax-print"],
  [/Maybe you meant '==' /, "syntax-equals"],
  [/^cannot assign to |illegal expression for augmented assignment/, "syntax-assign"],
  [/^invalid (non-printable )?character '?(?<character>.?)'? ?\(?U\+/, "syntax-character"],
  [/Perhaps you forgot a comma/, "syntax-comma"],
  [/^'(?<word>return|yield|await|break|continue)'? (outside|not properly)/, "syntax-outside"],
];
const INDENTATION = [
  [/^expected an indented block/, "indent-missing"],
  [/^unexpected indent/, "indent-unexpected"],
  [/^unindent does not match/, "indent-uneven"],
];
const NAMES = [
  [/^name '(?<name>[^']+)' is not defined\. (Did you mean:?|Did you forget to import) '(?<other>[^']+)'/, "name-like"],
  [/^name '(?<name>[^']+)' is not defined/, "name"],
];
const LOCAL_NAMES = [[/^cannot access local variable '(?<name>[^']+)'/, "name-too-early"]];
const TYPES = [
  [/^can only concatenate str \(not "(?<type>[^"]+)"\) to str/, "type-text-plus"],
  [/^unsupported operand type\(s\) for \+=?: '(?<type>int|float|bool|NoneType|list)' and 'str'/, "type-text-plus"],
  [/'NoneType'/, "value-none"],
  [/^'(?<operator>[^']+)' not supported between instances of '(?<type>[^']+)' and '(?<other>[^']+)'/, "type-operator"],
  [/^unsupported operand type\(s\) for (?<operator>\S+): '(?<type>[^']+)' and '(?<other>[^']+)'/, "type-operator"],
  [/^'(?<type>[^']+)' object is not callable/, "type-not-callable"],
  [/^'(?<type>[^']+)' object is not (iterable|subscriptable)/, "type-not-many"],
  [/^object of type '(?<type>[^']+)' has no len/, "type-not-many"],
  [/^(?<name>[\w.]+)\(\) (missing|takes|got)/, "type-arguments"],
];
const VALUES = [
  [/^invalid literal for int\(\) with base \d+: '(?<text>.*?)'?$/s, "value-int"],
  [/^could not convert string to float: '(?<text>.*?)'?$/s, "value-float"],
  [/^(too many|not enough) values to unpack/, "value-unpack"],
];
const ATTRIBUTES = [
  [/^'NoneType' object has no attribute '(?<name>[^']+)'/, "value-none"],
  [/^'(?<type>[^']+)' object has no attribute '(?<name>[^']+)'/, "attribute"],
  [/^module '(?<module>[^']+)' has no attribute '(?<name>[^']+)'/, "attribute-of-module"],
];
const KINDS = {
  SyntaxError: [...SYNTAX, [/^/, "syntax"]],
  IndentationError: [...INDENTATION, [/^/, "syntax"]],
  TabError: [[/^/, "indent-tabs"]],
  NameError: NAMES,
  UnboundLocalError: LOCAL_NAMES,
  TypeError: TYPES,
  IndexError: [[/index out of range/, "index"]],
  KeyError: [[/^(?<key>.*)$/s, "key"]],
  ValueError: VALUES,
  AttributeError: ATTRIBUTES,
  ZeroDivisionError: [[/^/, "division-by-zero"]],
  EOFError: [[/^EOF when reading a line/, "input-ended"]],
  ModuleNotFoundError: [[/^No module named '(?<module>[^']+)'/, "module"]],
  FileNotFoundError: [[/: '(?<name>[^']*)'$/, "file"]],
  RecursionError: [[/^/, "recursion"]],
  MemoryError: [[/^/, "memory"]],
  OverflowError: [[/^cannot fit 'int' into an index-sized integer/, "memory"]],
};
const LONGEST = 60; // characters of a value in a sentence

/** The kind of an error `{type, message, line}`, with the values that its sentence has places for; null when unknown. */
export function recognise({ type, message, line }) {
  const rows = Object.hasOwn(KINDS, type) ? KINDS[type] : [];
  for (const [pattern, kind, fixed] of rows) {
    const found = pattern.exec(message);
    if (!found) continue;
    const values = { ...fixed };
    for (const [name, value] of Object.entries(found.groups ?? {})) if (value !== undefined) values[name] = short(value);
    if (kind === "syntax-close-bracket") values.bracket ??= values.other;
    return { kind, values: line ? { ...values, line: String(line) } : values };
  }
  return null;
}

/** The sentence for an error, by `words`: kind → pattern with `{name}` for each value. Empty when there is none. */
export function sentence(error, words) {
  const found = recognise(error);
  const pattern = found && Object.hasOwn(words, found.kind) ? words[found.kind] : "";
  return pattern.replace(/\{(\w+)\}/g, (place, name) => found.values[name] ?? place);
}

/** The words of the template `workspaces/runner/error_words.html` on a page. */
export function wordsOf(template) {
  const rows = template.content.querySelectorAll("[data-kind]");
  return Object.fromEntries([...rows].map((row) => [row.dataset.kind, row.textContent.trim()]));
}

const short = (value) => (value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value);
