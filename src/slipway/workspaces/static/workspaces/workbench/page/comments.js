/** The line at the top of the page which says that a teacher has commented: it leads to the comments, new ones are marked. */
import { choice, choose } from "./choices.js";

/**
 * `mark` says whose page it is, so that nobody's reading counts for another at the same computer; `onOpen()` brings the
 * panel in which the comments stand to the front.
 */
export function startComments({ mark, unit, onOpen }) {
  const line = document.querySelector("[data-comments]");
  if (!line) return;
  const [button, fresh] = [line.querySelector("button"), line.querySelector("[data-fresh]")];
  const { newest } = line.dataset;
  const name = `comments-${mark}-${unit}`;
  fresh.hidden = choice(name, "") === newest;
  button.disabled = false;
  button.addEventListener("click", () => {
    onOpen();
    const title = document.getElementById("comments-title");
    title.scrollIntoView({ block: "start" });
    title.focus({ preventScroll: true });
    choose(name, newest);
    fresh.hidden = true;
  });
}
