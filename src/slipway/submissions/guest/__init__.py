"""Python that runs in guests, and never here."""
