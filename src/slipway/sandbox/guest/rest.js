// The functions that programs seldom call are in a WebAssembly module of their own (slipway.sandbox.trimming.split). It
// is loaded when a program calls the first of them, which calls place 0 of the shared table before.

const SHARED = "shared.table3"; // the last table of the first module: the one that both call each other by

// (module (func (import "rest" "load")) (table (import "rest" "table") 1 funcref) (elem (i32.const 0) func 0)): of a
// function in JavaScript, one that a table takes.
const LOADER = Uint8Array.fromHex(
  "0061736d01000000" + "0104016000" + "00" + "021c02" + "047265737404" + "6c6f6164" + "0000" + "047265737405" +
    "7461626c65" + "01700001" + "0907010041000b0100",
);

/** Have the rest, a file at `path`, loaded when it is called. `exports` are the first module's, `imports` what it got. */
export function addRest(exports, imports, path) {
  const file = Deno.openSync(path); // now: nothing can be opened later, nor asked for its size
  const { size } = file.statSync();
  const load = () => {
    const bytes = new Uint8Array(size);
    for (let at = 0; at < bytes.length; ) at += file.readSync(bytes.subarray(at));
    new WebAssembly.Instance(new WebAssembly.Module(bytes), { ...imports, shared: exports });
  };
  new WebAssembly.Instance(new WebAssembly.Module(LOADER), { rest: { load, table: exports[SHARED] } });
}
