"""What stands between the sockets and Django: a request takes a thread only once all of it has arrived.

Granian speaks HTTP and calls us on an event loop (RSGI). There the body is read, with a deadline; then a thread of a
pool runs the WSGI application. So a sender who falls silent costs a connection, never a thread.
"""
