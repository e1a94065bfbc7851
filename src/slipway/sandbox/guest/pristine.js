// A guest as it was before the first context, and the way back to it. What a program can change is the WebAssembly
// memory, the stack pointer, and what the granted imports change: files in memory. All of it is put back, so no
// context can know of another. (How far memory has grown stays; what was grown is zero again.)

export class Pristine {
  #module;
  #memory;
  #stack;
  #files;

  /** `memory`: what puts the memory back, a SnapshotFile or a MemoryCopy. */
  constructor(module, memory) {
    this.#module = module;
    this.#memory = memory;
    this.#stack = module.stackSave();
    this.#files = new Files(module.FS);
  }

  restore() {
    this.#memory.restore(this.#module.HEAPU8);
    this.#module.stackRestore(this.#stack);
    this.#files.restore();
  }
}

/** Every node and open file of Emscripten's file system. There are few: the standard library is one archive. */
class Files {
  #system;
  #nodes = [];
  #table;
  #streams;
  #rest;

  constructor(system) {
    this.#system = system;
    const seen = new Set();
    const take = (node) => {
      if (seen.has(node)) return;
      seen.add(node);
      this.#nodes.push([node, { ...node }, wayBack(node.contents)]);
      if (node.mounted) take(node.mounted.root);
      if (system.isDir(node.mode)) Object.values(node.contents ?? {}).forEach(take);
    };
    take(system.root);
    system.nameTable.forEach((first) => {
      for (let node = first; node; node = node.name_next) take(node);
    });
    this.#table = system.nameTable.slice();
    this.#streams = system.streams.map((stream) => stream && [stream, { ...stream }, { ...stream.shared }]);
    this.#rest = { nextInode: system.nextInode, currentPath: system.currentPath };
  }

  restore() {
    for (const [node, fields, restored] of this.#nodes) {
      for (const name of Object.keys(node)) if (!(name in fields)) delete node[name];
      Object.assign(node, fields);
      node.contents = restored();
    }
    const { nameTable, streams } = this.#system;
    this.#table.forEach((first, at) => (nameTable[at] = first));
    for (let at = 0; at < this.#table.length; at++) nameTable[at] = this.#table[at];
    streams.length = 0;
    this.#streams.forEach((each, at) => {
      streams[at] = each && Object.assign(each[0], each[1], { shared: { ...each[2] } });
    });
    Object.assign(this.#system, this.#rest);
  }
}

/** A function that returns a node's `contents` as they are now: a file's bytes, or a folder's entries. */
function wayBack(contents) {
  if (ArrayBuffer.isView(contents)) {
    const copy = contents.slice();
    return () => contents.set(copy) ?? contents;
  }
  if (contents && typeof contents === "object") {
    const copy = { ...contents };
    return () => ({ ...copy });
  }
  return () => contents;
}
