"""What launches cost: `make bench`, `make bench-growth`. README.md says how to repeat it, and what came out."""
