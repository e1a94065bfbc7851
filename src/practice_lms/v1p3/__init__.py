"""LTI 1.3 as the practice LMS speaks it: the platform's side, by the tables of each LMS in `platforms`."""
