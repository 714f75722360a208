"""The store of verdicts beside a model of it, under random sequences of actions."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from core.analysis.evaluation import Evaluation
from core.analysis.mistakes import select
from core.analysis.selection import Selection
from core.analysis.verdicts import DECISIONS, build_overlay
from core.data.verdicts import Verdict
from core.store import verdicts
from core.store.verdicts import (
    delete_all,
    former_verdicts,
    last_change,
    merge,
    store_verdict,
    undo,
    verdicts_of,
)
from tests.verdict_revisions import revision

SETS = ("1" * 16, "2" * 16)
PLACES, PEOPLE = (0, 1, 7), ("", "Ann", "'=1+1", "李华")
GIVEN = (
    ("model", None),
    ("ambiguous", None),
    ("label", 4),
    ("label", 9),
    ("label", -1),
)
LOOKS = (
    Selection(outcome="all"),
    Selection(),
    Selection(outcome="correct", sort="close"),
    Selection(outcome="all", true=frozenset({1, 7}), sort="shuffled"),
)

pytestmark = pytest.mark.usefixtures("data_folder")
seen = Counter()


def verdict(position, kind, digit, author, note, second):
    made = f"2026-01-01T00:{second // 60:02}:{second % 60:02}+00:00"
    return Verdict(
        position=position, kind=kind, digit=digit, author=author, note=note, made=made
    )


class Crash(BaseException):
    """Ends a change in its middle, as pulling the plug does."""


class VerdictStoreMachine(RuleBasedStateMachine):
    """The store beside a model of it: of each person and image a pile of verdicts."""

    one = st.tuples(
        st.sampled_from(SETS), st.sampled_from(PLACES), st.sampled_from(PEOPLE)
    )
    decisions = st.sampled_from(GIVEN)
    notes = st.sampled_from(("", "a 4 with a closed top"))

    @initialize()
    def begin(self):
        for each in SETS:
            delete_all(each)
        self.piles = {}
        self.revisions = {each: revision(each) for each in SETS}
        self.clock = 0
        seen["sequences"] += 1

    def _next(self, one, decision, note):
        self.clock += 1
        kind, digit = decision
        _, position, author = one
        return verdict(position, kind, digit, author, note, self.clock)

    def _top(self, one):
        return (self.piles.get(one) or [None])[-1]

    def _is_new(self, one, given):
        top = self._top(one)
        return top is None or (top.decision, top.note) != (given.decision, given.note)

    @rule(one=one, decision=decisions, note=notes)
    def decide(self, one, decision, note):
        self._decide(one, decision, note)

    def _decide(self, one, decision, note=""):
        given = self._next(one, decision, note)
        is_new = self._is_new(one, given)

        assert store_verdict(one[0], given) == is_new

        if is_new:
            self.piles.setdefault(one, []).append(given)
            self.revisions[one[0]] += 1
        seen["decide"] += 1

    @rule(one=one)
    def undo_verdict(self, one):
        change = last_change(*one)
        pile = self.piles.get(one, [])
        assert bool(change) == bool(pile)

        assert undo(*one, change) == bool(pile)
        assert not undo(*one, change)

        if pile:
            pile.pop()
            self.revisions[one[0]] += 1
        seen["undo"] += 1

    @rule(one=one, author=st.sampled_from(PEOPLE), decision=decisions)
    def change_author(self, one, author, decision):
        for each in (one, (*one[:2], author)):
            self._decide(each, decision)

    @rule(one=one, decision=decisions, after=st.integers(0, 2))
    def crash(self, one, decision, after):
        """Die before the first statement, before the second, and before the last."""
        names = ("_current_row", "_write_row", "_increment_revision")
        patch = pytest.MonkeyPatch()

        def die(*_):
            raise Crash

        patch.setattr(verdicts, names[after], die)
        try:
            with pytest.raises(Crash):
                # Never the present verdict, or nothing would be written.
                store_verdict(one[0], self._next(one, decision, f"new {self.clock}"))
        finally:
            patch.undo()
        seen["crash"] += 1

    @rule(one=one, decision=decisions, earlier=st.booleans())
    def import_verdicts(self, one, decision, earlier):
        given = self._next(one, decision, "")
        if earlier:
            given = verdict(one[1], *decision, one[2], "", 0)
        top = self._top(one)
        taken = self._is_new(one, given) and (
            top is None or given.made_at > top.made_at
        )

        assert merge({one[0]: [given]}) == taken
        assert merge({one[0]: [given]}) == 0

        if taken:
            self.piles.setdefault(one, []).append(given)
            self.revisions[one[0]] += 1
        seen["merge"] += 1

    @rule(digits=st.sampled_from(SETS))
    def delete_all_verdicts(self, digits):
        known = revision(digits)
        delete_all(digits)
        self.piles = {one: pile for one, pile in self.piles.items() if one[0] != digits}
        self.revisions[digits] = known + bool(known)
        seen["forget"] += 1

    @rule(
        digits=st.sampled_from(SETS), run=st.integers(0, 9), look=st.sampled_from(LOOKS)
    )
    def look_through_another_run(self, digits, run, look):
        """Every run, filter and order shows the same decisions about an image."""
        probabilities = np.full((8, 10), 0.05, np.float32)
        probabilities[:, run] = 0.55
        labels = np.arange(8, dtype=np.int8)
        evaluation = Evaluation.of(str(run), digits, labels, probabilities)

        verdict_overlay = build_overlay(evaluation, [verdicts_of(digits)])

        said = {}
        for one, pile in self.piles.items():
            if one[0] == digits and pile:
                said.setdefault(one[1], set()).add(pile[-1].decision)
        for row in select(evaluation, look):
            given = said.get(row, {("none", None)})
            ((kind, digit),) = given if len(given) == 1 else {("disputed", None)}
            assert DECISIONS[verdict_overlay.decisions[row]] == kind
            assert verdict_overlay.digits[row] == (-1 if digit is None else digit)
        seen["look"] += 1

    @invariant()
    def nothing_is_lost_and_nothing_doubled(self):
        # Every question opens the file anew, as after a restart.
        for each in SETS:
            expected = [
                pile[-1]
                for one, pile in sorted(self.piles.items())
                if one[0] == each and pile
            ]
            assert list(verdicts_of(each)) == sorted(
                expected, key=lambda it: (it.position, it.author.encode())
            )
            assert revision(each) == self.revisions[each]
            former = former_verdicts(each)
            for one, pile in self.piles.items():
                if one[0] == each:
                    mine = [it for it in former if (it.position, it.author) == one[1:]]
                    assert mine == pile[:-1]
            piles = [pile for one, pile in self.piles.items() if one[0] == each]
            assert len(former) == sum(len(pile[:-1]) for pile in piles)


def test_verdict_store_state_machine():
    seen.clear()
    unhurried = settings(
        stateful_step_count=5,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    run_state_machine_as_test(VerdictStoreMachine, settings=unhurried)

    assert seen["sequences"] >= unhurried.max_examples
    # Of few sequences, each action may be drawn much more rarely.
    least = unhurried.max_examples * 0.3 if unhurried.max_examples >= 1000 else 0
    actions = ("decide", "undo", "crash", "merge", "look")
    assert min(seen[each] for each in actions) > least
