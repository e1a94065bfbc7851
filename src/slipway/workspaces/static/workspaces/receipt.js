/** A button that fetches a receipt, by the bearer where there is one, and gives it to the browser as a file. */

export function start(button, page) {
  button.disabled = false;
  button.addEventListener("click", () => download(button, page), { signal: page.signal });
}

async function download(button, page) {
  const told = button.parentElement.querySelector("[role=status]");
  told.textContent = "";
  try {
    const answer = await page.fetch(button.dataset.address, { redirect: "manual" });
    if (!answer.ok) throw new Error(String(answer.status));
    save(await answer.blob(), button.dataset.name);
  } catch {
    told.textContent = button.dataset.failed;
  }
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
