/** A window that a frame without cookies has opened: the picker that was let in here goes back to that frame. */
import { show } from "./parts.js";
import { give } from "./between_windows.js";

const { secret, picker, alone } = document.querySelector("main").dataset;

if (await give(window.opener, { secret, address: picker })) {
  show("handed");
  window.close(); // a browser that does not let scripts close it shows what there is to do
} else {
  location.replace(alone);
}
