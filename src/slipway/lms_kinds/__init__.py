"""What each kind of LMS is like: one module and one value each (README.md). Pure: no Django, no protocol."""
