/** Tabs as the ARIA practices have them: one can be reached by Tab, the arrow keys, Home and End go to the others. */

const MOVES = { ArrowRight: 1, ArrowLeft: -1, Home: "first", End: "last" };

/** Tabs in `list` that show the elements which their `aria-controls` name. `show` takes a tab and shows its panel. */
export function tabsIn(list, { onShow } = {}) {
  const all = () => [...list.querySelectorAll("[role=tab]")];

  function show(chosen) {
    for (const tab of all()) {
      const isChosen = tab === chosen;
      tab.setAttribute("aria-selected", String(isChosen));
      tab.tabIndex = isChosen ? 0 : -1;
      document.getElementById(tab.getAttribute("aria-controls")).hidden = !isChosen;
    }
    onShow?.(chosen);
  }

  list.addEventListener("click", (event) => {
    const tab = event.target.closest("[role=tab]");
    if (tab) show(tab);
  });
  list.addEventListener("keydown", (event) => {
    const move = MOVES[event.key];
    if (move === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    const tabs = all();
    const at = tabs.indexOf(event.target.closest("[role=tab]"));
    const to = move === "first" ? 0 : move === "last" ? tabs.length - 1 : (at + move + tabs.length) % tabs.length;
    event.preventDefault();
    show(tabs[to]);
    tabs[to].focus();
  });
  return { show };
}
