/**
 * Scripts of single elements: `data-module` names a module among our static files; its `start(element, page)` is called
 * once for the element. `page` is `{fetch, go, signal}`, see page.js and shell.js.
 */
import { startCommon } from "./common.js";

const staticRoot = new URL("../", import.meta.url).href;
const started = new WeakSet();

/** The address of a module, or null when it is not one of our own static files. */
export function moduleAddress(text, base = document.baseURI) {
  const address = new URL(text, base).href;
  return address.startsWith(staticRoot) ? address : null;
}

/** Start what the elements under `root` ask for; an element that has been started is left alone. */
export function startModules(root, page) {
  startCommon(root);
  for (const element of root.querySelectorAll("[data-module]")) {
    const address = moduleAddress(element.dataset.module);
    if (!address || started.has(element)) continue;
    started.add(element);
    import(address).then(
      (module) => module.start(element, page),
      (error) => console.error("A page script did not load", address, error),
    );
  }
}

/** Put nodes that came later in the place of what `root` holds, with all that a fresh page does for them. */
export function showFresh(root, nodes, page) {
  root.replaceChildren(...nodes);
  startModules(root, page);
}
