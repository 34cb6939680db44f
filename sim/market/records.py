"""The records: what is written down of a customer, of a customer with a firm, of an offer and of a month's books."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from sim.declarations import World
from sim.ledger import CHANNELS, COUNTED, CUSTOMER_COSTS, REASONS, REVENUE, VALUE_PARTS, YEARS

MOST_FIRMS = MOST_SEGMENTS = 12
"""A market's limits; records have fixed sizes."""
PAGE = 1024
"""Events of one customer in one act for which there is room."""

# Fields are f8: a float32 would make the plain and the compiled engine part ways (float32 x 0.3 differs).
CUSTOMER = np.dtype(
    [
        # traits
        ("segment", "i2"),
        ("enters", "i2"),
        ("importance", "f8", (5,)),
        ("spend", "f8"),
        ("rate", "f8"),
        ("price_sensitivity", "f8"),
        ("taste_x", "f8"),
        ("taste_y", "f8"),
        ("switching", "f8"),
        ("restlessness", "f8"),
        ("floor", "f8"),
        ("readiness", "f8"),
        # state
        ("provider", "i2"),
        ("contract_left", "i2"),
        ("joined", "i2"),
        ("channel", "i1"),
        ("outgrowing", "i1"),
        ("betrayed", "i1"),
        ("exploded", "i1"),
        ("betrayed_by", "i2"),
        ("held_by", "i1"),
        ("meetings", "i1"),
        ("told_of", "i2"),
        ("mood_about", "i2"),
        ("told_by", "i4"),
        ("referrer", "i4"),
        ("told_strength", "f8"),
        ("beliefs", "f8", (MOST_FIRMS,)),  # believed reputation of every firm
        ("expected", "f8", (5,)),
        ("mood", "f8"),
        ("aspiration", "f8"),
        ("wallet", "f8"),
        ("basket", "f8"),
        ("grown", "f8"),
        ("discount", "f8"),
        ("month_cost", "f8"),
        ("saving", "f8"),
        ("margin", "f8"),
        ("paid", "f8"),
        ("cost", "f8"),
        ("earned", "f8"),
    ],
    align=True,
)
"""One person: who they are, and how things stand with them."""

RELATION = np.dtype(
    [
        ("seen", "f8", (5,)),
        ("satisfaction", "f8"),
        ("bond", "f8"),
        ("grievance", "f8"),
        ("sincerity", "f8"),
        ("knowledge", "f8"),
        ("habit", "f8"),
        ("last_bought", "i2"),
        ("bought", "i2"),
        ("incident", "i1"),
        ("severity", "i1"),
        ("handled", "i1"),
        ("asked", "i1"),
    ],
    align=True,
)
"""One person with one firm: the provider, or in repertoire markets every firm."""

OFFER = np.dtype(
    [
        ("open", "i8"),
        ("quality", "f8", (5,)),
        ("slip", "f8", (3,)),
        *(
            (name, "f8")
            for name in (
                "price", "log_price", "price_rise", "rivals_price", "joining_discount", "poaching_discount",
                "presence", "poaching", "promise", "referral_reward", "frequency", "answer", "ease", "settled",
                "quick", "technicians", "training", "attention", "key_from", "key_visits", "key_delivery",
                "key_planning", "key_help", "key_trust", "small_below", "small_attention", "release",
                "key_supplied", "supplied", "reward", "contract_months", "self_service", "turnover", "x", "y",
                "goods", "encounter_cost", "contact_cost", "answer_cost", "visit_cost", "complaint_cost",
                "joining_cost",
            )
        ),
    ],
    align=True,
)  # fmt: skip
"""What a firm holds out to the customers of one segment this month."""

SEGMENT = np.dtype(
    [
        *(
            (name, "f8")
            for name in (
                "contract_months", "contact_tolerance", "worth_of_visits", "worth_of_training", "knowledge_worth",
                "self_service_taste", "leaving", "explode", "serve_weight", "open_wallet", "talkativeness",
            )
        ),
        ("tilt", "f8", (5,)),
        ("needs", "f8", (5,)),
    ],
    align=True,
)  # fmt: skip
"""What the members of a segment share."""

WORLD = np.dtype([(name, "f8") for name in World.model_fields], align=True)
"""How people react: one field for each declared parameter of the world."""

SUMS = ("satisfaction", "bond", "wallet", "impression", "volume", "key_volume")
BOOK = np.dtype(
    [
        ("joined", "f8", (len(CHANNELS),)),
        ("left", "f8", (len(REASONS),)),
        *((name, "f8") for name in COUNTED),
        ("revenue_by_channel", "f8", (len(CHANNELS),)),
        *((name, "f8") for name in (*REVENUE, *CUSTOMER_COSTS, "unpaid")),
        ("customers", "f8"),
        ("loyal", "f8"),
        ("held_profit", "f8"),
        ("spared", "f8"),
        ("held_left", "f8"),
        *((f"sum_{name}", "f8") for name in SUMS),
        ("sum_seen", "f8", (5,)),
        ("sum_expected", "f8", (5,)),
    ],
    align=True,
)
"""A firm's books on one segment for one month, written while customers live through it."""

EVENT = np.dtype(
    [
        ("month", "i4"),
        ("customer", "i4"),
        ("event", "i1"),
        ("firm", "i2"),
        ("other", "i4"),
        ("layer", "i1"),
        ("outcome", "i1"),
        ("amount", "f8"),
    ],
    align=True,
)
"""Something that happened to one customer."""

Records = npt.NDArray[np.void]


SCENE = np.dtype(
    [
        ("key", "u8"),
        ("clock", "i8"),  # months since the very beginning, burn-in included
        ("since", "i8"),  # the month in which the strategies parted; value is counted after it
        ("us", "i8"),
        ("firms", "i8"),
        ("repertoire", "i8"),
        ("captivity", "f8"),
        ("demand", "f8"),
        ("outside", "f8"),
        ("usual_standing", "f8"),  # reputation of the market as a whole
        ("standing", "f8", (MOST_FIRMS,)),  # commonly known reputation
        ("public", "f8", (MOST_FIRMS, 5)),  # layers as a firm's customers see them
        ("standard", "f8", (5,)),  # what the market is believed to offer
        ("world", WORLD),
        ("segments", SEGMENT, (MOST_SEGMENTS,)),
        ("offers", OFFER, (MOST_FIRMS, MOST_SEGMENTS)),
        ("books", BOOK, (MOST_FIRMS, MOST_SEGMENTS)),
        ("flows", "i8", (MOST_FIRMS + 1, MOST_FIRMS + 1, len(REASONS))),
        ("value", "f8", (MOST_FIRMS, YEARS, len(VALUE_PARTS))),
        ("relationship_months", "i8", (MOST_FIRMS, YEARS)),
        ("watch", "i8"),  # whose events are noted: -2 nobody's, -1 everybody's, else one customer's
        ("written", "i8"),
        ("page", EVENT, (PAGE,)),  # events of the customer in hand
        ("felt", "f8", (5,)),  # scratch: the layers of the month in hand
        ("appeals", "f8", (MOST_FIRMS,)),  # scratch: shops, as they appeal to the customer in hand
    ],
    align=True,
)
"""What a customer finds around it this month, in one record: rules read it, and write only the customer and the books.

One record of fixed size, not a bundle of arrays: compiled rules then pass one pointer and count no references, which
made a month four times faster, and every scenario shares the same compiled code.
"""


class Town(NamedTuple):
    """The people and what ties them together; row i is the same person in every strategy."""

    customers: Records  # (people,)
    relations: Records  # (people, 1), in repertoire markets (people, firms)
    tie_start: npt.NDArray[np.int64]  # (people + 1,) where a person's ties begin
    tie_to: npt.NDArray[np.int32]  # (ties,) the other end, close ties first
    close: npt.NDArray[np.int16]  # (people,) how many of a person's ties are close
    said: npt.NDArray[np.int8]  # (people,) what each says this month, in hundredths; a column of its own for speed
    said_of: npt.NDArray[np.int16]  # (people,) of which firm
