"""The game in a room: the record of what everybody did, and the pages of teams, facilitator and projector."""
