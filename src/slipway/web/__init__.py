"""Slipway's look: base templates, components, styles, and the scripts of pages."""
