// Tells the test what live regions say. A status that comes into the page together with its words is silent: many screen
// readers only tell what changes in a region that they know. An alert is told when it comes.
(() => {
  const LIVE = "[role=status], [role=alert], [role=log], [aria-live]:not([aria-live=off])";
  const known = new WeakSet();
  const words = (region) => (region.checkVisibility() ? region.textContent.replace(/\s+/g, " ").trim() : "");

  function regionOf(node) {
    return (node instanceof Element ? node : node.parentElement)?.closest(LIVE);
  }

  new MutationObserver((changes) => {
    const spoke = new Set(changes.map(({ target }) => regionOf(target)).filter((region) => known.has(region)));
    for (const region of document.querySelectorAll(LIVE)) {
      if (!known.has(region) && region.matches("[role=alert]")) spoke.add(region);
      known.add(region);
    }
    for (const region of spoke) if (region.isConnected && words(region)) window.hear(words(region));
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["hidden", "role"] });
})();
