/** The line between guide and workspace: moved by mouse, finger and arrow keys, and remembered in this browser. */
import { choice, choose } from "./choices.js";

const STEP = 4; // per cent of the page's width for a key
const NAME = "guide-width";

export function startSplitter(handle, place) {
  const [least, most] = [Number(handle.ariaValueMin), Number(handle.ariaValueMax)];
  const usual = Number(handle.ariaValueNow);

  function move(percent) {
    const width = Math.round(Math.min(most, Math.max(least, percent)));
    handle.setAttribute("aria-valuenow", String(width));
    place.style.setProperty("--guide-width", `${width}%`);
    return width;
  }

  const now = () => Number(handle.getAttribute("aria-valuenow"));
  const keys = { ArrowLeft: () => now() - STEP, ArrowRight: () => now() + STEP, Home: () => least, End: () => most, Enter: () => usual };

  handle.addEventListener("keydown", (event) => {
    if (!keys[event.key] || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    choose(NAME, String(move(keys[event.key]())));
  });
  handle.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener("pointermove", (event) => {
    if (!handle.hasPointerCapture(event.pointerId)) return;
    const box = place.getBoundingClientRect();
    move((100 * (event.clientX - box.left)) / box.width);
  });
  handle.addEventListener("pointerup", () => choose(NAME, String(now())));
  move(Number(choice(NAME, usual)) || usual);
}
