"""Word of mouth: who talks, what they say, who hears it and what it does to beliefs."""

import math

from sim.luck import HEAR, TALK, luck
from sim.rules import journal
from sim.rules.journal import note
from sim.rules.kinds import Customer, Relation, Scene
from sim.rules.numbers import within
from sim.rules.rule import rule


@rule
def extremeness(mood: float, steepness: float) -> float:
    """How far from indifferent a mood is, 0 to 1, growing exponentially away from the middle.

    >>> extremeness(0.5, 2.5), round(extremeness(1.0, 2.5), 3), round(extremeness(0.75, 0.0), 3)
    (0.0, 1.0, 0.5)
    """
    distance = abs(mood - 0.5)
    if steepness <= 1e-9:
        return 2.0 * distance
    return (math.exp(2.0 * steepness * distance) - 1.0) / (math.exp(steepness) - 1.0)


@rule
def opinion_of(mood: float, satisfaction: float, bond: float, praise_point: float) -> float:
    """What a customer says when it talks: -1 the worst, +1 the best; a bond opens the mouth for praise.

    >>> opinion_of(0.5, 0.5, 0.0, 0.5), opinion_of(0.0, 0.0, 0.0, 0.5)
    (0.0, -1.0)
    """
    return within(2.0 * (0.4 * mood + 0.6 * satisfaction - praise_point) + 0.4 * bond, -1.0, 1.0)


@rule
def hearing(belief: float, opinion: float, weight: float, good: float, bad: float) -> float:
    """Belief after hearing an opinion: praise moves it by a(1-p), bad news by -bp (East et al. 2008).

    >>> round(hearing(0.4, 1.0, 1.0, 0.2, 0.2), 2), round(hearing(0.4, -1.0, 1.0, 0.2, 0.2), 2)
    (0.52, 0.32)
    """
    if opinion > 0.0:
        return belief + good * weight * opinion * (1.0 - belief)
    return belief + bad * weight * opinion * belief


@rule
def campaigns(customer: Customer, scene: Scene) -> bool:
    """Whether a betrayed customer campaigns this month against the firm that betrayed it, wherever it is by now."""
    if customer.betrayed <= 0:
        return False
    customer.betrayed -= 1
    return scene.world.word_of_mouth > 0.0


@rule
def rewarded(reward: float, half: float, most: float) -> float:
    """How many times readier to recommend a referral reward makes.

    >>> rewarded(0.0, 50.0, 2.0), rewarded(50.0, 50.0, 2.0)
    (1.0, 2.0)
    """
    return 1.0 + most * reward / (reward + half)


@rule
def talk(customer: Customer, relation: Relation, scene: Scene, who: int, firm: int) -> int:
    """What a customer says of a firm this month, in hundredths; 0 is silence."""
    world = scene.world
    opinion = opinion_of(customer.mood, relation.satisfaction, relation.bond, world.praise_point)
    readiness = scene.segments[customer.segment].talkativeness
    if opinion > 0.0:
        reward = scene.offers[firm, customer.segment].referral_reward
        readiness *= rewarded(reward, world.half_reward, world.reward_talk)
    excitement = world.talk_extreme * extremeness(customer.mood, world.steepness)
    chance = world.word_of_mouth * readiness * (world.talk_rate * (1.0 + relation.bond) + excitement)
    if luck(scene.key, scene.clock, who, TALK) >= chance:
        return 0
    return math.floor(100.0 * opinion + 0.5)


@rule
def forget_recommendations(customer: Customer) -> None:
    """A recommendation counts in the month it is heard."""
    customer.told_of = -1
    customer.told_by = -1
    customer.told_strength = 0.0


@rule
def is_heard(scene: Scene, who: int, tie: int, strong: bool) -> bool:
    """Whether what a friend says this month is heard over this tie."""
    chance = scene.world.hear_strong if strong else scene.world.hear_weak
    return luck(scene.key, scene.clock, who, HEAR + tie) < chance


@rule
def hear(
    customer: Customer, relation: Relation, scene: Scene, who: int, friend: int, firm: int, opinion: float, strong: bool
) -> None:
    """One friend's word: a close friend's weighs more; owners resist bad news of their own firm."""
    world = scene.world
    weight = 1.0 if strong else 0.5
    book = scene.books[firm, customer.segment]
    if opinion < 0.0:
        book.blame += 1
        if firm == customer.provider:
            weight *= 0.5 * (1.0 - relation.bond)
    else:
        book.praise += 1
    customer.beliefs[firm] = hearing(customer.beliefs[firm], opinion, weight, world.hearing_good, world.hearing_bad)
    note(scene, friend, journal.TALK, firm, who, -1, 0 if opinion > 0.0 else 1, opinion)
    if opinion * weight > customer.told_strength and firm != customer.provider:
        customer.told_of = firm
        customer.told_by = friend
        customer.told_strength = opinion * weight


@rule
def settle_beliefs(customer: Customer, scene: Scene) -> None:
    """Beliefs fade toward what is commonly known; the best of them lifts what a customer thinks it could have."""
    best = 0.0
    for firm in range(scene.firms):
        customer.beliefs[firm] += scene.world.belief_fade * (scene.standing[firm] - customer.beliefs[firm])
        if scene.offers[firm, customer.segment].open:
            best = max(best, customer.beliefs[firm])
    customer.aspiration = within(best - scene.usual_standing, 0.0, 0.3)
