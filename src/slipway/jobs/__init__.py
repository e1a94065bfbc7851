"""Work that is done later, by a worker: written down by what asks for it, done outside any transaction, never lost.

A room that has such work registers a kind of it when Slipway starts (`kinds.register_job_kind`), writes a job down in
the transaction that gives rise to it (`enqueue.enqueue`), and says by its handler's return value what becomes of the
job (`ends`). How a worker claims, keeps and ends a job is this room's own business: docs/architecture.md, rule 7.
"""
