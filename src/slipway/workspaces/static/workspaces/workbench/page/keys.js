/** Keys that do what the buttons do. Those of screen readers and browsers are left alone (NVDA, JAWS, VoiceOver, Orca). */

/** What a key means here, or null. `event` is a KeyboardEvent. */
export function meaning({ key, code, ctrlKey, metaKey, shiftKey, altKey }) {
  if (altKey) return null; // AltGr is Ctrl and Alt
  const isCommand = ctrlKey || metaKey;
  if (!isCommand) return key === "F9" && !shiftKey ? "submit" : null;
  if (key === "Enter") return shiftKey ? "check" : "run";
  if (shiftKey) return null;
  if (key === "." || code === "Period") return "stop";
  return key.toLowerCase() === "s" ? "save" : null;
}

/** Listen within `element` before its editor does, which has ideas of its own for Ctrl+Enter. */
export function listenForKeys(element, press) {
  element.addEventListener("keydown", (event) => {
    const meant = event.isComposing ? null : meaning(event);
    if (!meant) return;
    event.preventDefault();
    event.stopPropagation();
    if (!event.repeat) press(meant);
  }, { capture: true });
}
