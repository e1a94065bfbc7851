/** Questions of the page: `<dialog data-dialog="name">`, answered by what has `data-close="answer"`. */

/** Open a dialog. Resolves with the answer; "" where it was closed by Escape or without one. */
export function askIn(dialog) {
  return new Promise((resolve) => {
    dialog.returnValue = "";
    const close = (event) => {
      const button = event.target.closest("[data-close]");
      if (button) dialog.close(button.dataset.close);
    };
    dialog.addEventListener("click", close);
    dialog.addEventListener("close", () => {
      dialog.removeEventListener("click", close);
      resolve(dialog.returnValue);
    }, { once: true });
    dialog.showModal();
  });
}
