"""The LMS that launches, as Canvas does (docs/lms-behaviour.md §1.1, §5.4); none of it is Slipway's protocol code."""
