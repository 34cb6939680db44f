"""The twenty claims the source documents make, each one tested: a file a claim, found by its name."""
