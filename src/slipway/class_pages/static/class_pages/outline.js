/**
 * The modules and units of a class as they stand on its admin page: read, moved, put back. Only the order of elements is
 * touched; rows that have no place in it (withdrawn ones, "New unit") stay at the end of their module.
 */

const MODULE = "[data-module-id]";
const UNIT = "[data-unit-id]";

export class Outline {
  constructor(root) {
    this.root = root;
  }

  get modules() {
    return [...this.root.querySelectorAll(MODULE)];
  }

  /** The module around `row`, or itself. */
  moduleOf(row) {
    return row.closest(MODULE);
  }

  units(module) {
    return [...module.querySelectorAll(UNIT)];
  }

  rows() {
    return this.modules.flatMap((module) => [module, ...this.units(module)]);
  }

  /** Those among which `row` has its place. */
  beside(row) {
    return row.matches(MODULE) ? this.modules : this.units(this.moduleOf(row));
  }

  /** The order as the server reads it: a line for each module, its id and its units' ids. */
  text() {
    const line = (module) => [module.dataset.moduleId, ...this.units(module).map((unit) => unit.dataset.unitId)];
    return this.modules.map((module) => line(module).join(" ")).join("\n");
  }

  /** What stands where, for `restore`. */
  snapshot() {
    return this.modules.map((module) => [module, this.units(module)]);
  }

  /** The focus stays, though an element that is moved in the document loses it. */
  restore(snapshot) {
    const focused = document.activeElement;
    for (const [module, units] of snapshot) {
      module.parentElement.append(module);
      units.forEach((unit, at) => this.putUnit(unit, module, at));
    }
    if (this.root.contains(focused) && focused !== document.activeElement) focused.focus({ preventScroll: true });
  }

  putModule(module, at) {
    const others = this.modules.filter((other) => other !== module);
    module.parentElement.insertBefore(module, others[at] ?? null);
  }

  putUnit(unit, module, at) {
    const others = this.units(module).filter((other) => other !== unit);
    const list = module.querySelector("ul.unit-list");
    list.insertBefore(unit, others[at] ?? list.querySelector(":scope > li:not([data-unit-id])"));
  }

  /** One place up (-1) or down (1); a unit goes on into the next module. False at the end of the way. */
  step(row, by) {
    const beside = this.beside(row);
    const at = beside.indexOf(row) + by;
    if (row.matches(MODULE)) {
      if (!beside[at]) return false;
      this.putModule(row, at);
      return true;
    }
    const module = this.moduleOf(row);
    const next = beside[at] ? module : this.modules[this.modules.indexOf(module) + by];
    if (!next) return false;
    const last = this.units(next).length;
    this.putUnit(row, next, next === module ? at : by > 0 ? 0 : last);
    return true;
  }

  /** To where a pointer at height `y` (of the window) means it to stand. */
  putAt(row, y) {
    const under = (elements) => elements.filter((element) => element.getBoundingClientRect().top <= y).at(-1);
    if (row.matches(MODULE)) {
      const others = this.modules.filter((module) => module !== row);
      this.#put(row, others.filter((module) => middle(module) < y).length, (at) => this.putModule(row, at));
      return;
    }
    const module = under(this.modules) ?? this.modules[0];
    const others = this.units(module).filter((unit) => unit !== row);
    const at = others.filter((unit) => middle(unit) < y).length;
    if (module !== this.moduleOf(row)) this.putUnit(row, module, at);
    else this.#put(row, at, () => this.putUnit(row, module, at));
  }

  #put(row, at, put) {
    if (this.beside(row).indexOf(row) !== at) put(at);
  }
}

function middle(element) {
  const { top, height } = element.getBoundingClientRect();
  return top + height / 2;
}
