"""How people react and how service is produced: the parameters of the world, which no firm decides."""

from __future__ import annotations

from sim.declarations.quantity import Section, money, quantity

TVERSKY = "Tversky & Kahneman 1992: losses weigh about twice as much as gains"
EAST = "East, Hammond & Lomax 2008: impact of word of mouth depends on prior belief"
TARP = "TARP studies, as reported: few minor, many major failures are complained about"


class World(Section):
    """Uncertainties: what sensitivity analysis varies."""

    # moments of truth
    slip_worst: float = quantity(0.10, "chance that an encounter fails at a layer when the firm delivers nothing right there", unit="per encounter", bounds=(0, 1), plausible=(0.05, 0.2))
    slip_sets_layer: float = quantity(1.0, "how far one slip decides the layer's whole month: 1 as claimed ('1% slip = 0% satisfaction'), 0 neutralises", unit="0 to 1", bounds=(0, 1), plausible=(0.5, 1), source="article 004, claim C8; built in", mark="claimed")
    felt_minor: float = quantity(0.15, "how good a layer looks in a month with a minor slip", unit="0 to 1", bounds=(0, 1), plausible=(0.05, 0.3))
    felt_major: float = quantity(0.0, "how good a layer looks in a month with a major slip", unit="0 to 1", bounds=(0, 1), plausible=(0, 0.1))
    major_share: float = quantity(0.12, "share of slips that are major", unit="share", bounds=(0, 1), plausible=(0.05, 0.25))
    memory: float = quantity(0.15, "how fast a new experience replaces the old impression", unit="per month with an encounter", bounds=(0.01, 1), plausible=(0.08, 0.3))
    # complaint and recovery
    complain_minor: float = quantity(0.04, "chance that a minor failure is complained about, at a complaint ease of one half", unit="per failure", bounds=(0, 1), plausible=(0.02, 0.08), source=TARP, mark="published")
    complain_major: float = quantity(0.40, "chance that a major failure is complained about, at a complaint ease of one half", unit="per failure", bounds=(0, 1), plausible=(0.3, 0.5), source=TARP, mark="published")
    voice: float = quantity(1.0, "how much more readily a fully bonded customer speaks up instead of leaving in silence", unit="relative", bounds=(0, 5), plausible=(0, 2), source="Hirschman 1970: loyalty gives voice; size assumed")
    grievance_minor: float = quantity(0.25, "grievance left by a minor failure nobody put right", unit="0 to 1", bounds=(0, 1), plausible=(0.1, 0.4))
    grievance_major: float = quantity(0.75, "grievance left by a major failure nobody put right", unit="0 to 1", bounds=(0, 1), plausible=(0.5, 1))
    failed_recovery: float = quantity(1.35, "weight of a failure whose recovery failed too, against the failure alone", unit="relative", bounds=(1, 3), plausible=(1.1, 1.8))
    resolved_heals: float = quantity(0.6, "how much of a failure a settled complaint makes good", unit="share", bounds=(0, 1), plausible=(0.4, 0.8))
    quick_heals: float = quantity(0.95, "how much of a failure a quickly settled complaint makes good", unit="share", bounds=(0, 1.2), plausible=(0.8, 1.1))
    grievance_fade: float = quantity(0.12, "share of a grievance forgotten", unit="per month", bounds=(0, 1), plausible=(0.06, 0.25))
    lesson: float = quantity(0.004, "process capability gained when one customer in a hundred complains on the record", unit="capability per month", bounds=(0, 0.1), plausible=(0, 0.01))
    # contact
    ask_rate: float = quantity(0.12, "chance that a customer asks the firm for something of its own accord", unit="per month", bounds=(0, 1), plausible=(0.05, 0.25))
    contact_half: float = quantity(0.5, "contacts at which half of what frequency can do is reached", unit="contacts per month", bounds=(0.05, 10), plausible=(0.25, 1))
    contact_neutral: float = quantity(0.30, "how a firm that never calls and is never asked looks at the contact layer", unit="0 to 1", bounds=(0, 1), plausible=(0.2, 0.4))
    irritation: float = quantity(0.12, "fall in perceived contact for each contact beyond tolerance", unit="per contact", bounds=(0, 1), plausible=(0.05, 0.25))
    hypocrisy: float = quantity(0.5, "how far past cards and calls turn against a firm that leaves a plea unanswered", unit="0 to 1", bounds=(0, 1), plausible=(0.2, 0.8), source="article 004, the CEO's birthday cards; size assumed", mark="claimed")
    visit_lift: float = quantity(0.35, "how far a visit or training day closes the gap to perfect at the layers it touches", unit="share", bounds=(0, 1), plausible=(0.15, 0.5))
    # satisfaction
    value_weight: float = quantity(0.8, "weight of value (a layer as seen, against what the market is believed to offer)", unit="relative", bounds=(0, 5), plausible=(0.4, 1.6))
    surprise_weight: float = quantity(1.0, "weight of surprise (a layer as seen, against what was expected)", unit="relative", bounds=(0, 5), plausible=(0.5, 2))
    tolerance_zone: float = quantity(0.06, "gap to expectation within which nobody reacts", unit="0 to 1", bounds=(0, 0.5), plausible=(0.02, 0.12), source="articles 001 and 002, claim C7; built in", mark="claimed")
    steepness: float = quantity(2.5, "how fast praise and complaint grow beyond the zone of tolerance; 0 is a straight line", unit="per unit of gap", bounds=(0, 10), plausible=(1, 4), source="claim C7; built in", mark="claimed")
    loss_aversion: float = quantity(2.0, "how much a disappointment weighs against an equal delight", unit="ratio", bounds=(1, 5), plausible=(1, 3), source=TVERSKY, mark="published")
    satisfaction_scale: float = quantity(3.5, "how far appraisal moves satisfaction from its middle", unit="per unit of appraisal", bounds=(0.5, 10), plausible=(2, 5))
    satisfaction_memory: float = quantity(0.25, "weight of this month in lasting satisfaction", unit="per month", bounds=(0.01, 1), plausible=(0.15, 0.4))
    ladder: float = quantity(1.0, "how far the ladder gates: 1 a layer counts only while those beneath hold, 0 all layers add up", unit="0 to 1", bounds=(0, 1), plausible=(0.5, 1), source="article 004", mark="claimed")
    gate_steepness: float = quantity(12.0, "how sharply a layer closes the ones above it", unit="per unit of quality", bounds=(1, 50), plausible=(4, 16))
    expectation_drift: float = quantity(0.08, "how fast expectations follow", unit="per month", bounds=(0, 1), plausible=(0.04, 0.16))
    own_experience: float = quantity(0.6, "how far expectations settle on one's own experience; the rest stays with what the market offers", unit="share", bounds=(0, 1), plausible=(0.4, 0.8))
    # bond
    bond_growth: float = quantity(0.06, "how fast care and delight build a bond", unit="per month", bounds=(0, 0.5), plausible=(0.03, 0.12))
    bond_fade: float = quantity(0.03, "how fast a bond fades without contact", unit="per month", bounds=(0, 0.5), plausible=(0.015, 0.06))
    bond_break: float = quantity(0.5, "share of the bond broken by a betrayal", unit="share", bounds=(0, 1), plausible=(0.3, 0.8))
    bond_softens: float = quantity(0.4, "how far a full bond softens a failure", unit="share", bounds=(0, 1), plausible=(0.2, 0.6))
    bond_pull: float = quantity(2.5, "what a full bond adds to the present firm's appeal", unit="utility", bounds=(0, 10), plausible=(1, 4))
    bond_premium: float = quantity(0.4, "how far a full bond dulls the eye for price", unit="share", bounds=(0, 1), plausible=(0.2, 0.6))
    betrayed_months: int = quantity(6, "months a betrayed customer campaigns", unit="months", bounds=(0, 60), plausible=(3, 12))
    # word of mouth
    talk_rate: float = quantity(0.08, "chance of talking about one's firm in an ordinary month", unit="per month", bounds=(0, 1), plausible=(0.04, 0.15))
    talk_extreme: float = quantity(0.5, "how much readier the extremely satisfied or dissatisfied are to talk", unit="per month", bounds=(0, 5), plausible=(0.25, 1))
    praise_point: float = quantity(0.46, "satisfaction above which talk is praise", unit="0 to 1", bounds=(0, 1), plausible=(0.38, 0.5))
    hear_strong: float = quantity(0.5, "chance that a close friend's talk is heard", unit="per month", bounds=(0, 1), plausible=(0.3, 0.7))
    hear_weak: float = quantity(0.12, "chance that an acquaintance's talk is heard", unit="per month", bounds=(0, 1), plausible=(0.05, 0.25), source="Goldenberg, Libai & Muller 2001: weak ties carry less, reach further; size assumed")
    hearing_good: float = quantity(0.20, "how far praise moves belief toward the top: a in a(1-p)", unit="share", bounds=(0, 1), plausible=(0.1, 0.3), source=EAST, mark="published")
    hearing_bad: float = quantity(0.20, "how far bad news moves belief toward the bottom: b in bp", unit="share", bounds=(0, 1), plausible=(0.1, 0.3), source=EAST, mark="published")
    belief_fade: float = quantity(0.04, "how fast beliefs return to what is commonly known", unit="per month", bounds=(0, 1), plausible=(0.02, 0.08))
    word_of_mouth: float = quantity(1.0, "1 customers talk, 0 nobody does", unit="0 to 1", bounds=(0, 1), plausible=(1, 1))
    # looking and choosing
    unrest_point: float = quantity(0.33, "satisfaction below which a customer starts to look round", unit="0 to 1", bounds=(0, 1), plausible=(0.25, 0.4))
    unrest: float = quantity(0.35, "chance of looking in a month when utterly dissatisfied", unit="per month", bounds=(0, 1), plausible=(0.2, 0.6))
    price_wakes: float = quantity(5.0, "chance of looking round that a price rise brings, per unit of its logarithm; the end of a welcome discount is one", unit="per log unit", bounds=(0, 50), plausible=(2, 10))
    friend_calls: float = quantity(0.15, "chance that a strong recommendation makes one look", unit="per month", bounds=(0, 1), plausible=(0.05, 0.3))
    choice_noise: float = quantity(0.5, "size of what a choice leaves unexplained", unit="utility", bounds=(0.01, 5), plausible=(0.25, 1))
    satisfaction_pull: float = quantity(6.0, "what satisfaction adds to the present firm's appeal, from worst to best", unit="utility", bounds=(0, 20), plausible=(3, 9))
    belief_pull: float = quantity(4.0, "what believed reputation adds to another firm's appeal, from worst to best", unit="utility", bounds=(0, 20), plausible=(2, 6))
    recommendation_pull: float = quantity(0.8, "what a friend's recommendation adds", unit="utility", bounds=(0, 10), plausible=(0.4, 1.6))
    price_pull: float = quantity(5.0, "what a price lower by a factor e adds to a firm's appeal; ten percent cheaper adds a tenth of it", unit="utility", bounds=(0, 30), plausible=(3, 8))
    fit_pull: float = quantity(1.5, "what a perfect fit of taste adds over the poorest", unit="utility", bounds=(0, 10), plausible=(0.5, 3))
    contract_shyness: float = quantity(0.25, "what a year of contract takes from an offer's appeal", unit="utility per year", bounds=(0, 10), plausible=(0.1, 0.5))
    grievance_push: float = quantity(2.0, "what a full grievance takes from a firm's appeal", unit="utility", bounds=(0, 10), plausible=(1, 4))
    known_by_all: float = quantity(0.25, "chance that a market-wide known firm of average size comes to mind without advertising", unit="share", bounds=(0, 1), plausible=(0.1, 0.5))
    prospect_looks: float = quantity(0.25, "chance that somebody without a provider looks for one", unit="per month", bounds=(0, 1), plausible=(0.1, 0.5))
    reward_pull: float = quantity(8.0, "appeal per unit of the bill given back in miles or points", unit="utility per share", bounds=(0, 100), plausible=(4, 16))
    knowledge_pull: float = quantity(2.0, "appeal of a firm whose people know one's systems, where that matters fully", unit="utility", bounds=(0, 10), plausible=(1, 4))
    # buying
    wallet_drift: float = quantity(0.08, "how fast the share of wallet follows satisfaction and bond", unit="per month", bounds=(0, 1), plausible=(0.04, 0.16))
    growth_rate: float = quantity(0.010, "monthly growth of the basket of a fully satisfied customer who trusts the firm", unit="per month", bounds=(0, 0.1), plausible=(0.005, 0.02))
    growth_limit: float = quantity(0.8, "how far a basket can grow beyond its first size", unit="share", bounds=(0, 5), plausible=(0.4, 1.6))
    learning: float = quantity(0.25, "share of the cost to serve that experience with each other saves in the long run", unit="share", bounds=(0, 0.9), plausible=(0.1, 0.4))
    withheld_most: float = quantity(0.35, "share of the bill that utterly dissatisfied captive customers leave unpaid", unit="share", bounds=(0, 1), plausible=(0.15, 0.5))
    explode_factor: float = quantity(6.0, "how many times the needs of a customer grow when they explode", unit="times", bounds=(1, 50), plausible=(3, 10))
    habit_pull: float = quantity(1.0, "what having bought at a shop all year adds to its appeal (repertoire markets)", unit="utility", bounds=(0, 5), plausible=(0.5, 2))
    # how service is produced
    product_speed: float = quantity(0.10, "how fast the product follows spending", unit="per month", bounds=(0.001, 1), plausible=(0.05, 0.2))
    systems_speed: float = quantity(0.08, "how fast support systems follow spending", unit="per month", bounds=(0.001, 1), plausible=(0.04, 0.16))
    process_speed: float = quantity(0.05, "how fast practised process follows spending", unit="per month", bounds=(0.001, 1), plausible=(0.025, 0.1))
    contact_speed: float = quantity(0.04, "how fast the ways of staying in contact follow spending", unit="per month", bounds=(0.001, 1), plausible=(0.02, 0.08))
    care_speed: float = quantity(0.03, "how fast the ability to care for persons follows spending", unit="per month", bounds=(0.001, 1), plausible=(0.015, 0.06))
    half_product: float | None = money(0.018, "spend at which half of what product spending can do is reached", unit="money per customer and month", bounds=(1e-9, 1e9))
    half_systems: float | None = money(0.009, "the same for support systems", unit="money per customer and month", bounds=(1e-9, 1e9))
    half_process: float | None = money(0.0135, "the same for process (execution)", unit="money per customer and month", bounds=(1e-9, 1e9))
    half_contact: float | None = money(0.009, "the same for contact", unit="money per customer and month", bounds=(1e-9, 1e9))
    half_care: float | None = money(0.006, "the same for care (bond)", unit="money per customer and month", bounds=(1e-9, 1e9))
    half_reach: float | None = money(0.03, "advertising spend at which half of the market hears of the firm in a month", unit="money per customer and month", bounds=(1e-9, 1e9))
    half_help: float | None = money(0.2, "spend on helping a strong account at which half of the possible help is reached", unit="money per account and month", bounds=(1e-9, 1e9))
    ordinary_load: float = quantity(0.8, "load of ten front-line heads per 1,000 customers under ordinary contact and complaint policies", unit="share of capacity", bounds=(0.01, 5), plausible=(0.7, 0.9))
    # workforce
    pay_lifts: float = quantity(0.8, "what ten percent more pay than the market does for morale, times ten", unit="morale per unit of pay", bounds=(0, 5), plausible=(0.4, 1.6))
    authority_lifts: float = quantity(0.20, "what full authority to put things right does for morale", unit="morale", bounds=(0, 1), plausible=(0.1, 0.3))
    training_lifts: float = quantity(0.12, "what well-funded training does for morale", unit="morale", bounds=(0, 1), plausible=(0.06, 0.2))
    standing_lifts: float = quantity(0.12, "what the standing of service people in the firm does for morale", unit="morale", bounds=(0, 1), plausible=(0.06, 0.2))
    mirror_lifts: float = quantity(0.5, "how far customers' satisfaction is mirrored in morale", unit="morale per unit of satisfaction", bounds=(0, 2), plausible=(0.2, 0.8), source="service-profit chain (Heskett et al. 1994); size assumed", mark="claimed")
    overload_wears: float = quantity(0.5, "what work beyond capacity takes from morale", unit="morale per unit of overload", bounds=(0, 3), plausible=(0.25, 1))
    half_training: float | None = money(0.3, "training at which half of what training can do is reached", unit="money per head and month", bounds=(1e-9, 1e9))
    morale_drift: float = quantity(0.15, "how fast morale follows its causes", unit="per month", bounds=(0.01, 1), plausible=(0.08, 0.3))
    turnover: float = quantity(0.25, "share of front-line people leaving at a morale of one half", unit="per year", bounds=(0, 3), plausible=(0.15, 0.4))
    turnover_slope: float = quantity(3.0, "how strongly turnover falls with morale", unit="per unit of morale", bounds=(0, 10), plausible=(1.5, 5))
    newcomer_skill: float = quantity(0.3, "skill of a newcomer", unit="0 to 1", bounds=(0, 1), plausible=(0.2, 0.4))
    skill_growth: float = quantity(0.05, "how fast skill grows on the job", unit="per month", bounds=(0, 1), plausible=(0.025, 0.1))
    abuse: float = quantity(0.5, "how far pay tied to complaints tempts people to discourage complaining", unit="share", bounds=(0, 1), plausible=(0.2, 0.8))
    effort: float = quantity(0.15, "extra effort that pay tied to satisfaction draws out", unit="share", bounds=(0, 1), plausible=(0.05, 0.3))
    knowledge_growth: float = quantity(0.04, "how fast a firm's people come to know a customer's systems", unit="per month", bounds=(0, 1), plausible=(0.02, 0.08))
    # listening
    picture_drift: float = quantity(0.06, "how fast a firm that does not listen learns of changed needs, from churn and falling sales", unit="per month", bounds=(0, 1), plausible=(0.03, 0.12))
    picture_listening: float = quantity(0.45, "how much faster full listening is", unit="per month", bounds=(0, 1), plausible=(0.25, 0.7))
    help_growth: float = quantity(0.008, "monthly growth of a strong account whose own market the firm helps to win, at full spend", unit="per month", bounds=(0, 0.2), plausible=(0.004, 0.016))
