"""Running a student's program where it can reach nothing: what goes in, what was seen, and what kills it.

This room knows no Django. `sandbox.Sandbox` is what it promises; a guest is a process that runs one submission.
`deno_sandbox` starts guests and hears them, `reply` reads what they say, `guest/` is what runs in them. The walls, from
outside in:

1. bubblewrap where it works, limits, a process group that is killed, an empty environment (`guest_process`)
2. Deno without permissions and without its own global (`guest/main.js`)
3. the imports that the WebAssembly module is granted (`guest/walls.js`), which no Python and no C can go around
4. what is polite to Python (`guest/slipway_guest.py`)

Contexts of a submission share a guest, whose memory and files are put back in between (`guest/pristine.js`).
"""
