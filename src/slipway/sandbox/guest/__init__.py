"""What runs beside a student's program: JavaScript under Deno, and `slipway_guest`, Python inside Pyodide.

Nothing here is imported by Slipway itself.
"""
