// An app's selection dialog: a modal window with the app in a frame.

/**
 * Open an app's selection dialog.
 *
 * @param {{app: string, dialog: string, width: string, height: string}} options `dialog` is the address that the
 *   frame loads; sizes are in pixels, as the app wishes them, and give way on small screens
 * @returns {Promise<{contentItems: object[], msg: string, errormsg: string} | null>} the app's answer; null when the
 *   person closed the dialog
 */
export function selectFrom({ app, dialog, width, height }) {
  const box = document.createElement("dialog");
  box.className = "tool-dialog";
  box.setAttribute("aria-label", app);
  const head = document.createElement("header");
  const title = document.createElement("h2");
  title.textContent = app;
  const close = document.createElement("button");
  close.type = "button";
  close.textContent = "×";
  close.setAttribute("aria-label", "Close");
  const frame = document.createElement("iframe");
  frame.title = app;
  frame.style.width = `${Number.parseInt(width, 10) || 800}px`;
  frame.style.height = `${Number.parseInt(height, 10) || 600}px`;
  head.append(title, close);
  box.append(head, frame);
  document.body.append(box);

  return new Promise((resolve) => {
    function finish(answer) {
      window.removeEventListener("message", hear);
      box.remove();
      resolve(answer);
    }
    function hear(event) {
      const ours = event.origin === window.location.origin && event.source === frame.contentWindow;
      if (ours && event.data?.subject === "externalContentReady") finish(event.data);
    }
    window.addEventListener("message", hear);
    close.addEventListener("click", () => finish(null));
    box.addEventListener("close", () => finish(null));
    frame.src = dialog;
    box.showModal();
  });
}
