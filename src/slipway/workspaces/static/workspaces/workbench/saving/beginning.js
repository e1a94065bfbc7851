/** What the editor begins with: the server's text, or text of this tab that the server has not. */
import { sameFiles } from "./same_files.js";

/**
 * `kept` is what buffer.js has of this unit: `{files, base, sent}`, or null. A text that stands on the server's version,
 * or on one that this tab sent itself, goes on; where another tab has saved meanwhile the next save says so.
 * @returns {{files: Object<string, string>, version: number, isDirty: boolean}}
 */
export function beginning({ files, version }, kept) {
  if (!kept?.files || sameFiles(kept.files, files)) return { files, version, isDirty: false };
  const isOurs = kept.sent && sameFiles(kept.sent, files);
  return { files: kept.files, version: isOurs ? version : kept.base, isDirty: true };
}
