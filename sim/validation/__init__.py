"""The market held against the published record: what must hold exactly, and what should come out within a band."""
