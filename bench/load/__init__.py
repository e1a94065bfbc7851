"""The load: connections that are kept, launches step by step, and the ways of timing them."""
