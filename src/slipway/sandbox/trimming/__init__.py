"""Pyodide as guests start it: without what no guest uses, and apart from that what programs seldom use.

All of Python stays. Half of Pyodide's time to start went into functions that nearly no program calls and into names
that only packages with code in C ask for. `script` takes the names out of its JavaScript, `split` makes two WebAssembly
modules of one, of which a guest loads the second when a program calls the first function in it. `usual` finds out which
those are. `web/built` keeps Pyodide as it came: browsers run that, and guests that start plainly.
"""
