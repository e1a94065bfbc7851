() => {
  const element = document.activeElement;
  const { left, top, right, bottom } = element.getClientRects()[0] ?? element.getBoundingClientRect();
  const { outlineStyle, outlineWidth } = getComputedStyle(element);
  const above = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
  return {
    left: left + scrollX,
    top: top + scrollY,
    right: right + scrollX,
    bottom: bottom + scrollY,
    has_ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 2,
    is_in_view: above !== null && (element.contains(above) || element.closest("label")?.contains(above) === true),
  };
}
