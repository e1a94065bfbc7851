/** The files that a runner's frame is made of, fetched by the page, with progress. */

// Name of a part → where the element names its address, and how the frame wants it. The bytes are what they are when
// they have been unpacked: a response tells only what goes over the wire.
const PARTS = {
  wasm: { file: "pyodide.asm.wasm", as: "arrayBuffer", share: 9_600_000 },
  stdlib: { file: "python_stdlib.zip", as: "arrayBuffer", share: 2_550_000 },
  engine: { file: "pyodide.asm.mjs", as: "text", share: 1_250_000 },
  lock: { file: "pyodide-lock.json", as: "text", share: 119_000 },
  loader: { file: "pyodide.mjs", as: "text", share: 18_000 },
  worker: { data: "worker", as: "text", share: 5_000 },
  program: { data: "program", as: "text", share: 9_000 },
};
const TOTAL = Object.values(PARTS).reduce((sum, { share }) => sum + share, 0);

export class Loading {
  #loaded = {};
  #tell;
  #signal;

  /** `addresses` has `pyodide` (a folder), `worker` and `program`. `tell` hears `{loaded, total}` in bytes, as they come. */
  constructor(addresses, tell, signal) {
    this.#tell = tell;
    this.#signal = signal;
    this.parts = this.#fetchAll(addresses);
  }

  /** All parts by name, once: the buffers are given away. Null when they could not be fetched. */
  async take() {
    const parts = await this.parts.catch(() => null);
    this.parts = Promise.resolve(null);
    return parts;
  }

  async #fetchAll(addresses) {
    const names = Object.keys(PARTS);
    const fetched = await Promise.all(names.map((name) => this.#fetchOne(name, PARTS[name], addresses)));
    return Object.fromEntries(names.map((name, at) => [name, fetched[at]]));
  }

  async #fetchOne(name, { file, data, as, share }, addresses) {
    const address = file ? `${addresses.pyodide}${file}` : addresses[data];
    const response = await fetch(address, { signal: this.#signal, credentials: "omit" });
    if (!response.ok) throw new Error(`${address} is answered by ${response.status}`);
    const watched = response.body.pipeThrough(this.#watch(name, share));
    return new Response(watched)[as]();
  }

  #watch(name, share) {
    return new TransformStream({
      transform: (chunk, controller) => {
        this.#loaded[name] = Math.min(share, (this.#loaded[name] ?? 0) + chunk.byteLength);
        this.#say();
        controller.enqueue(chunk);
      },
      flush: () => {
        this.#loaded[name] = share;
        this.#say();
      },
    });
  }

  #say() {
    const loaded = Object.values(this.#loaded).reduce((sum, bytes) => sum + bytes, 0);
    this.#tell({ loaded, total: TOTAL });
  }
}
