"""Other projects' tools, each as its documentation sets it up; programs that run in their own virtual environments."""
