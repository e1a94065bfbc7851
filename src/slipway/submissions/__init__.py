"""What students write and hand in: work that saves itself, what is kept of it, submissions and what counts of them."""
