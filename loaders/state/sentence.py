"""Who must do what, in one sentence.

A sentence is read segment by segment (between commas). A segment may name a bearer, order something (应当, 要),
allow it (可以), forbid it (不得), hand it to somebody (由X负责), or go on with what was begun. The words of a duty run
from after the bearer and 应当 to before the closing mark; they are cut where the role changes (负责A，配合B).
"""

from __future__ import annotations

from loaders.find.bodies import Body, Phrase, read_phrase
from loaders.find.lexicon import Tag, Token
from loaders.find.patterns import patterns
from loaders.state.clauses import Clauses, Reading, Setting
from loaders.state.drafting import Drafting
from loaders.state.handed import HandedOver, find_handed, past_partners, shared_out
from loaders.state.no_duty import why_no_duty, why_no_order, why_nobody
from loaders.state.segments import Segments
from ontology.records import Role

_RE = patterns("sentence")


def read_sentence(clauses: Clauses, start: int, end: int, setting: Setting) -> Reading:
    """The duties of the sentence ``start:end`` (closing mark left out).

    >>> from loaders.find.lexicon import Words
    >>> text = "乡镇人民政府应当组织巡查，配合县水利局查处"
    >>> reading = read_sentence(Clauses(Words(text)), 0, len(text), Setting())
    >>> [(text[d.start : d.end], d.role) for d in reading.drafts]
    [('组织巡查', 'responsible'), ('配合县水利局查处', 'cooperate')]
    """
    return _Sentence(clauses, start, end, setting).read()


class _Sentence:
    """The bearer of the sentence as far as it has been read, and the duty that is being drafted."""

    def __init__(self, clauses: Clauses, start: int, end: int, setting: Setting) -> None:
        self.words, self.text = clauses.words, clauses.text
        self.start, self.end = start, end
        self.setting = setting
        self.segments = Segments(clauses, start, end, "，；" if setting.item else "，")
        self.now = Drafting(clauses, setting)
        self.subject = setting.subject
        self.own_subject = False
        self.office: tuple[Body, ...] = ()  # whose posts the sentence fills (办公室主任由…兼任)

    def read(self) -> Reading:
        if why := why_no_order(self.segments, self.start, self.end):
            self.now.refuse(self.start, self.end, why)
            return self.now.reading
        for index, (start, end) in enumerate(self.segments.spans):
            position = self.segments.past_opener(start, end)
            if position < end and not self._introduces(position, end):
                self._segment(index, position, end)
        self.now.close()
        acted = any(draft.bearers[0][0] in self.subject for draft in self.now.reading.drafts[-1:])
        self.now.reading.subject = self.subject if acted or not self.office else self.office
        return self.now.reading

    def _introduces(self, start: int, end: int) -> bool:
        """组建县自然资源局, 作为县政府工作部门, 主要职责是: who acts in what follows, not yet what is to be done."""
        named = _RE["introduces"].match(self.text, start, end)
        if named is None or self.now.draft:
            return False
        phrase = read_phrase(self.words, named.end(), end)
        if named["founds"] and phrase and phrase.end == end and not self.own_subject:
            self.subject, self.own_subject = phrase.bodies, True
        elif named["founds"] or not self.subject or (named["as"] and not (phrase and phrase.end == end)):
            return False
        self.now.pending = True
        return True

    def _segment(self, index: int, start: int, end: int) -> None:
        if self.setting.item and self.text.rfind("；", max(0, start - 3), start) >= 0:
            self.now.blocked = False
        handed = find_handed(self.segments, start, end, going_on=self.now.draft is not None)
        if handed:
            self._handed(index, handed, start, end)
            return
        phrase = self.segments.bearer(start, end)
        force = self.segments.force(phrase.end if phrase else start, end)
        condition = bool(_RE["condition-end"].search(self.text, start, end))
        condition = condition and not _RE["strong"].match(self.text, phrase.end if phrase else start, end)
        condition = condition and not (force and force.tags & Tag.MODAL)
        if index + 1 < len(self.segments.spans) and self.text[end - 1] == "的":
            condition, force = True, None
        if force and force.tags & Tag.INCENTIVE and self.now.draft:
            self.now.extend(end)
        elif phrase:
            self._with_bearer(index, phrase, force, condition, start, end)
        elif force:
            self._with_force(force, start, end)
        else:
            self._plain(index, condition, start, end)

    # 由X负责 ----------------------------------------------------------------------------------------------------

    def _handed(self, index: int, handed: HandedOver, start: int, end: int) -> None:
        phrase, what = handed.phrase, handed.what
        if phrase.private:
            self.now.refuse(start, end, "private")
            return
        begins_sentence = self.now.draft is None and index > 0
        self.now.close()
        before, self.subject = self.subject, phrase.bodies
        if _RE["decision"].match(what) or _RE["appoints"].search(what):
            whom = read_phrase(self.words, start, handed.by)
            self.office = self.office or (before if self.own_subject else ())
            self.subject, self.own_subject = whom.bodies if whom else phrase.bodies, True
            self.now.refuse(start, end, "procedure")
            return
        self.own_subject, self.office = True, ()
        if shares := shared_out(self.segments, phrase, end):
            self._assign(shares, begins_sentence, start, handed.by, end)
            return
        what = past_partners(self.segments, phrase, what, end)
        if _RE["sanction"].search(what):
            self.now.refuse(start, end, "sanction")
        elif _RE["only-bears"].match(what) or (_RE["bears"].match(what) and self.segments.only_verbs(phrase.end, end)):
            begin = self.segments.spans[0][0] if begins_sentence else start
            self.now.open(self.segments.past_opener(begin, end), end, phrase.bodies, "duty.by")
        else:
            self.now.open(phrase.end, end, phrase.bodies, "duty.by")

    def _assign(self, shares: list[tuple[Body, Role]], begins: bool, start: int, by: int, end: int) -> None:
        """Y由X牵头 takes the words from Y; 由X牵头， assigns what follows."""
        begin = self.segments.past_opener(self.segments.spans[0][0] if begins else start, end)
        if begin < by:
            self.now.open(begin, end, self.subject, "duty.by", shares)
        else:
            self.now.assigned, self.now.pending = shares, True

    # a bearer at the beginning of the segment ------------------------------------------------------------------

    def _with_bearer(
        self, index: int, phrase: Phrase, force: Token | None, condition: bool, start: int, end: int
    ) -> None:
        if condition:
            self.now.close()
            if not phrase.private and not (self.subject and _RE["vague-body"].match(phrase.bodies[0].mention)):
                self.subject, self.own_subject = phrase.bodies, True
            self.now.condition, self.now.blocked = True, False
            return
        handed = self.now.draft.bearers if self.now.draft and self.now.draft.rule == "duty.by" else []
        shares = self.now.assigned or handed
        if shares and _RE["only-helps"].match(self._rest(phrase, end)):
            shares += [(body, "cooperate") for body in phrase.bodies]
            return
        if not force and self._belongs_to_open(phrase, end):
            self.now.extend(end)
            return
        self.now.close()
        if not force and self._is_thing(index, phrase, end):
            self.now.block(start, end, "definition")
            return
        before, self.subject = self.subject if self.own_subject else (), phrase.bodies
        self.own_subject = True
        self.now.blocked = self.now.pending = False
        if phrase.private:
            self.now.block(start, end, "private")
        elif force:
            self._forced(force, start, end)
        else:
            self._unforced(index, phrase, before, start, end)

    def _belongs_to_open(self, phrase: Phrase, end: int) -> bool:
        """A segment that names a body without a verb of its own is part of the duty before it."""
        following = self.words.at(phrase.end)
        return (
            self.now.draft is not None
            and following is not None
            and not following.tags & Tag.FACT_VERB
            and not self.segments.acts(phrase.end, end)
            and bool(self._rest(phrase, end))
        )

    def _is_thing(self, index: int, phrase: Phrase, end: int) -> bool:
        following = self.words.at(phrase.end)
        return (
            bool(self._rest(phrase, end))
            and not (following and following.tags & Tag.FACT_VERB)
            and not self.segments.order_comes(index)
            and self.segments.names_a_thing(index, phrase.end, end)
        )

    def _unforced(self, index: int, phrase: Phrase, before: tuple[Body, ...], start: int, end: int) -> None:
        """X负责…, X是…, or X alone; ``before`` is the bearer that the sentence named before."""
        rest = self._rest(phrase, end)
        following = self.words.at(phrase.end)
        below = _RE["sets-up"].match(self.text, phrase.end, end)
        if (shares := shared_out(self.segments, phrase, end)) and index + 1 < len(self.segments.spans):
            self.now.assigned, self.now.pending = shares, True
        elif below and (office := read_phrase(self.words, below.end(), end)):
            self.subject = office.bodies
            self.now.pending = True
        elif not rest:
            self.now.pending = True
        elif _RE["located"].match(rest):
            self.now.refuse(start, end, "procedure")
            self.now.pending = True
        elif following and following.tags & Tag.FACT_VERB:
            self._is_something(phrase, rest, start, end)
        elif self.segments.order_comes(index):
            if _RE["bears-whole"].search(rest):
                self.now.open(phrase.end, end, phrase.bodies, "duty.plain")
            else:
                self.now.condition = True
        elif why := why_no_duty(self.segments, phrase, end, self.end, reporting=self.setting.reporting):
            self.office = self.office or (before if _RE["appoints"].search(rest) else ())
            self.now.block(start, end, why)
        elif self.segments.acts(phrase.end, end):
            rule = "duty.plain" if _RE["strong"].match(rest) else "duty.acts"
            self.now.open(phrase.end, end, phrase.bodies, rule)
        else:
            self.now.pending = True

    def _is_something(self, phrase: Phrase, rest: str, start: int, end: int) -> None:
        """X是Y的责任主体 is a duty, other statements of what X is are none."""
        if _RE["responsible-is"].search(rest) and (self.text[phrase.end] != "为" or _RE["as-responsible"].match(rest)):
            self.now.open(phrase.end, end, phrase.bodies, "duty.is-responsible")
        else:
            self.now.refuse(start, end, "definition")
            self.now.pending = True

    # an order without a bearer ---------------------------------------------------------------------------------

    def _with_force(self, force: Token, start: int, end: int) -> None:
        left = self.text[start : force.start].strip()
        if not force.tags & Tag.MODAL:
            self._forced(force, start, end)
        elif self.now.draft and (left or self.setting.item):
            self.now.extend(end)
        elif self.setting.item and self.subject:
            self.now.open(start if left else force.end, end, self.subject, self.setting.rule)
        elif (
            left
            and not self.now.condition
            and (why := why_nobody(self.text, left, force.end, end, named=self.own_subject))
        ):
            self.now.block(start, end, why)
        else:
            self._forced(force, start, end)

    def _forced(self, force: Token, start: int, end: int) -> None:
        if not force.tags & Tag.MODAL:
            forbids = force.tags & Tag.SHALL_NOT
            self.now.block(start, end, "power" if force.tags & Tag.MAY else "prohibition" if forbids else "incentive")
        elif not self.subject:
            self.now.block(start, end, "no-bearer")
        elif all(body.private for body in self.subject):
            self.now.block(start, end, "private")
        else:
            self.now.close()
            self.now.blocked = False
            self._open_by_own("duty.shall", force.end, end)

    # neither ---------------------------------------------------------------------------------------------------

    def _plain(self, index: int, condition: bool, start: int, end: int) -> None:
        draft, subject = self.now.draft, self.subject
        if draft:
            self.now.go_on(draft, start, end)
        elif _RE["located"].match(self.text[start:end]):
            self.now.refuse(start, end, "procedure")
        elif condition:
            self.now.condition = True
        elif self.own_subject and _RE["is"].match(self.text, start) and self._calls_responsible(start, end):
            self.now.open(start, end, subject, "duty.is-responsible")
        elif self.now.blocked or not subject:
            return
        elif self.setting.item:
            self.now.open(start, end, subject, self.setting.rule)
        elif index == 0 and (self._goes_on(start, end) if self.setting.continues else self._resumes(start, end)):
            self.now.open(start, end, subject, "duty.continued")
        elif self._verb_was_awaited(index, start, end):
            strong = _RE["strong"].match(self.text, start, end)
            if self.setting.reporting and not strong:
                self.now.block(start, end, "report")
            else:
                self._open_by_own("duty.plain" if strong else "duty.acts", start, end)

    def _goes_on(self, start: int, end: int) -> bool:
        """；会同X监督Y: an act at the head of a part, in a document that does not tell of what was done."""
        first = self.words.at(start)
        while first and first.tags & Tag.ADVERB and not first.tags & Tag.VERB:
            first = self.words.at(first.end)
        acts = first is not None and bool(first.tags & Tag.VERB)
        told = self.setting.reporting or _RE["done"].search(self.text, start, end)
        return bool(_RE["strong"].match(self.text, start, end)) or (acts and not told)

    def _resumes(self, start: int, end: int) -> bool:
        """承担日常工作: a sentence that begins with a word of bearing goes on about the bearer before it."""
        return not self.setting.reporting and bool(_RE["bears-standing"].match(self.text[start:end]))

    def _calls_responsible(self, start: int, end: int) -> bool:
        return bool(self.subject) and bool(_RE["responsible-is"].search(self.text, start, end))

    def _verb_was_awaited(self, index: int, start: int, end: int) -> bool:
        waiting = self.now.pending or self.now.condition
        return waiting and self.segments.acts(start, end) and not self.segments.order_comes(index)

    # small parts -----------------------------------------------------------------------------------------------

    def _open_by_own(self, rule: str, start: int, end: int) -> None:
        """A duty of the bearer that the sentence names, else of the one that is understood from before."""
        self.now.open(start, end, self.subject, rule if self.own_subject else "duty.elided")

    def _rest(self, phrase: Phrase, end: int) -> str:
        """What is said of the bearer."""
        return self.text[phrase.end : end].strip(" ：")
