/** Ways for the text to leave the page without the server. */

/** True when the clipboard holds the files. */
export async function copyText(files) {
  const text = textOf(files);
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

export function downloadText(files) {
  const names = Object.keys(files);
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([textOf(files)], { type: "text/plain" }));
  link.download = names.length === 1 ? names[0].split("/").pop() : "work.txt";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

function textOf(files) {
  const names = Object.keys(files);
  if (names.length === 1) return files[names[0]];
  return names.map((name) => `# ${name}\n${files[name]}`).join("\n");
}

/** A frame may not use the clipboard; what is selected it may copy. */
function copyByHand(text) {
  const field = document.createElement("textarea");
  field.value = text;
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  return done;
}
