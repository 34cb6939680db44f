"""The ledger: what is counted each month for every firm, in events, in money and in stocks."""

from __future__ import annotations

from sim.declarations.quantity import LAYERS

CHANNELS = ("opening", "advertising", "referral", "poached", "arrival")
REASONS = (*LAYERS, "price", "poached", "outgrown", "released", "involuntary", "out_of_market")

COUNTED = (
    "held",  # customers held at the start of the month
    "kept",  # of these still held at its end
    "encounters",
    "slips_minor",
    "slips_major",
    "silent",
    "complaints",
    "unresolved",
    "resolved",
    "quick",
    "contacts",
    "unwanted",
    "asked",
    "unanswered",
    "visits",
    "training_days",
    "praise",
    "blame",
    "short",
    "offers",  # made to rivals' customers, taken or not
)
HAPPENED = (
    *(f"joined_{channel}" for channel in CHANNELS),
    *(f"left_{reason}" for reason in REASONS),
    *COUNTED,
)
"""Events, counted in whole numbers."""

REVENUE = ("revenue_base", "revenue_growth", "revenue_premium")
CUSTOMER_COSTS = ("goods", "serving", "recovery", "contacting", "visiting", "key_accounts", "rewards", "acquisition")
"""Costs that reach a customer by what was done for it."""

UNALLOCATED = (
    *(f"spend_{layer}" for layer in LAYERS),
    "advertising",
    "wages",
    "training",
    "turnover",
    "listening",
    "flexibility",
    "overhead",
)
"""Costs no single customer causes."""

MEMO = (*(f"revenue_from_{channel}" for channel in CHANNELS), "unpaid")
"""Money counted for information: a firm's own customers' revenue by how they were won, and bills left unpaid."""

STOCKS = (
    "customers",
    "loyal",  # of these, who give the firm at least half their wallet (repertoire markets; else all)
    "satisfaction",
    *(f"satisfaction_{layer}" for layer in LAYERS),
    *(f"seen_{layer}" for layer in LAYERS),
    *(f"expected_{layer}" for layer in LAYERS),
    "bond",
    "wallet",
    "price",
    *(f"capability_{layer}" for layer in LAYERS),
    *(f"delivered_{layer}" for layer in LAYERS),
    "heads",
    "morale",
    "skill",
    "load",
    "picture",
    "cash",
    "profit",
)
"""How things stand at the end of the month; satisfaction 0 to 100, the rest in the units of the declarations."""

COLUMNS = (*HAPPENED, *REVENUE, *CUSTOMER_COSTS, *UNALLOCATED, *MEMO, *STOCKS)
COLUMN = {name: place for place, name in enumerate(COLUMNS)}

VALUE_PARTS = ("acquisition", "base", "growth", "cheaper_service", "referrals", "premium")
"""The parts of a customer's value (Reichheld); `referrals` is a memo item, never added to the referred one's own."""

YEARS = 10
"""Years of relationship told apart; the last holds all later ones."""
