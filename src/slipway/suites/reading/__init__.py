"""The reader of suites: TESTed's YAML, as far as Slipway takes it, into `slipway.suites.suite`."""
