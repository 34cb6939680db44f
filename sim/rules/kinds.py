"""What rules are handed: rows of records (see market/records.py), whose fields are read and written by name."""

from typing import Any

# Rules run on NumPy records in plain Python and on Numba records compiled; neither has a static type of its own.
Customer = Any
"""A row of CUSTOMER: one person."""
Relation = Any
"""A row of RELATION: one person with one firm."""
Relations = Any
"""One person's relations with all firms, in repertoire markets."""
Offer = Any
"""A row of OFFER: what a firm holds out to a segment this month."""
Segment = Any
"""A row of SEGMENT."""
Book = Any
"""A row of BOOK: a firm's month with a segment."""
Scene = Any
"""The SCENE: what a customer finds around it this month."""
Town = Any
"""The people and what ties them."""
Layers = Any
"""Five numbers, one a layer."""
Events = Any
"""Rows of EVENT."""
