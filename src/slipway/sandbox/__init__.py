"""Running a student's program where it can reach nothing: what goes in, what was seen, and what kills it.

This room knows no Django. `sandbox.Sandbox` is what it promises; a guest is a process that runs one program.
"""
