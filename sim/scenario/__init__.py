"""A scenario file, from the user's text to a market that is in order, or to sentences that say what is not."""
