"""An LMS's launch comes in and leads to a page, or to a refusal.

`views` → `verify` (who sent it) → `facts` (what is known) → `decide` (grant or denial) → `store` → `respond`. The last
four stand in a row in `pipeline`; `routes` is the one table of the addresses that a launch may name.
"""
