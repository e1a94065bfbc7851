"""Work that is done later, by a worker: written down by what asks for it, done outside any transaction, never lost."""
