"""SQL statements that are compiled once a process: querysets and inserts of the requests that come in thousands.

Django writes the SQL of a queryset anew each time it runs, and for a small statement that costs more than the database
does. PostgreSQL prepares these statements, so that it plans each of them once a connection.
"""
