"""The game: teams run the firms of one market, round by round; what happened is data, the market follows from it."""
