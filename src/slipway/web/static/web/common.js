/** Small things that every page may hold: menus that close, boxes that the keyboard can scroll. */

document.addEventListener("click", (event) => closeMenusOutside(event.target));
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeMenuAround(event.target);
});

function closeMenusOutside(target) {
  for (const menu of document.querySelectorAll("details.menu[open], details.user-menu[open]")) {
    if (!menu.contains(target)) menu.open = false;
  }
}

function closeMenuAround(target) {
  const menu = target instanceof Element && target.closest("details.menu[open], details.user-menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
}

/** What the elements of a fresh page need. */
export function startCommon(root) {
  for (const box of root.querySelectorAll(".guide pre, .code-block, .table-box")) {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0; // so that the keyboard can scroll it
  }
}
