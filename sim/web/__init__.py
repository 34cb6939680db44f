"""Pages served from this machine: what the workshop and the explorer share."""
