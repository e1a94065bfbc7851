"""Forms: what people type, under the labels of the LMS that the course speaks like."""
