"""Who must do what, in one sentence.

A sentence is read segment by segment (between commas). A segment may name a bearer, order something (应当, 要), allow it
(可以), forbid it (不得), hand it to somebody (由X负责), or go on with what was begun. The words of a duty run from after
the bearer and 应当 to before the closing mark; they are cut where the role changes (负责A，配合B).
"""

from __future__ import annotations

import re
from dataclasses import replace

from loaders.find.bodies import Body, Phrase, read_phrase
from loaders.find.lexicon import Tag, Token
from loaders.state.clauses import OBJECT_SUPERVISED, Clauses, Draft, Reading, Refusal, Setting

_OPENERS = re.compile(
    r"(?:(?:并且|而且|并|但是|但|同时|另外|此外|因此|且|还|也|其中|特别是|尤其是|一是|二是|三是|四是|五是|六是|要|与此同时)[，：]?|[ “])+"
)
_CONDITION_END = re.compile(r"(?:的|时|后|前|中|之前|之后|期间|之日起|情况下|以外|的话|无正当理由|以下)$")
_SANCTION = re.compile(
    r"^(?:依法)?(?:处理$|给予|处以|处[^理置]|处罚|予以处罚|责令|追究|没收|吊销|依法追究|依照|警告|罚款)|行政处罚|罚款|拘留|刑事责任|治安管理处罚"
)
_BARE = re.compile(
    r"^(?:继续|具体|依法|统一|分别|共同|直接|全面|予以)*(?:负责|承担|牵头|牵头负责|承办|主管|实施|执行|落实|受理|办理)$"
)
_APPOINTS = re.compile(
    r"(?:任|担任|兼任)(?:组长|副组长|主任|副主任|总指挥|指挥长|总河长|河长|网格长)?$|任(?:组长|副组长|主任)"
)
_WITH = re.compile(r"(?:会同|联合|商)(?!执法)")
_BEARS = re.compile(r"^(?:继续|具体|依法|统一)*(?:负责|承担)")
_DECISION = re.compile(r"^(?:任|担任|兼任|决定|批准|审批|规定|另行规定|另行制定|解释|负责解释)")
_RESPONSIBLE_IS = re.compile(r"第一责任人|责任人|责任主体|负总责|直接责任|领导责任")
_PRINCIPLE = re.compile(r"^(?:遵循|坚持|符合|体现|贯彻[^。]*原则|包括|具备|载明|含有|是|为)")
_DONE = re.compile(r"(?:已经?|了|曾|至今|以来)")
_BY = re.compile(r"(?<![理自缘事来交改转])由(?!于|此|来|衷)")
_NO_NAME = frozenset(
    (
        "机构",
        "部门",
        "机关",
        "单位",
        "人员",
        "成员",
        "中心",
        "办公室",
        "领导",
        "队",
        "所",
        "站",
        "处",
        "科",
        "室",
        "办",
        "委",
        "部",
        "局",
        "院",
    )
)
_AREAS = ("本省", "本市", "本区", "本县", "我省", "我市", "我区", "我县", "全区", "全市", "全县")
_BEARS_STANDING = re.compile(r"^(?:在权限范围内|按权限|按职责|具体|统一|主要)*(?:负责|承担|牵头负责|履行|行使)")
_STRONG = ("按权限负责", "负责", "承担", "牵头", "履行", "协助", "配合", "具体负责", "牵头负责", "统筹", "主管", "行使")
_CITED = re.compile(r"《[^《》\n]{1,80}》(?:确定|规定|明确)的?")
_NO_ACT = re.compile(r"受法律保护|不受影响|有效期|不承担|块牌子|合署办公|更名为|一个机构")
_ADJECTIVE = re.compile(r"不能[^，、将]{1,6}的")


def read_sentence(clauses: Clauses, start: int, end: int, setting: Setting) -> Reading:
    """The duties of the sentence ``start:end`` (closing mark left out).

    >>> text = "乡镇人民政府应当组织巡查，配合县水利局查处"
    >>> reading = read_sentence(Clauses(Words(text)), 0, len(text), Setting())
    >>> [(text[d.start : d.end], d.role) for d in reading.drafts]
    [('组织巡查', 'responsible'), ('配合县水利局查处', 'cooperate')]
    """
    return _Sentence(clauses, start, end, setting).read()


class _Sentence:
    """The state of reading one sentence."""

    def __init__(self, reader: Clauses, start: int, end: int, setting: Setting) -> None:
        self.reader, self.words, self.text = reader, reader.words, reader.text
        self.setting = setting
        self.start, self.end = start, end
        self.segments = reader.segments(start, end, "，；" if setting.item else "，")
        self.reading = Reading(subject=setting.subject)
        self.subject = setting.subject
        self.own_subject = False
        self.draft: Draft | None = None
        self.pending = False
        self.condition = False
        self.blocked = False

    def read(self) -> Reading:
        if self.text[self.start : self.end].endswith("原则") and not any(
            read_phrase(self.words, a, b) for a, b in self.segments[:1]
        ):
            self._refuse(self.start, self.end, "principle")
            return self.reading
        for index, (start, end) in enumerate(self.segments):
            opened = _OPENERS.match(self.text, start, end)
            position = opened.end() if opened else start
            if position < end:
                self._segment(index, position, end)
        self._close()
        self.reading.subject = self.subject
        return self.reading

    # one segment -----------------------------------------------------------------------------------------------

    def _segment(self, index: int, start: int, end: int) -> None:
        if self._handed(index, start, end):
            return
        phrase = self._phrase(start, end)
        force = self._force(phrase.end if phrase else start, end)
        more = index + 1 < len(self.segments)
        condition = bool(_CONDITION_END.search(self.text[start:end])) and not (force and force.tags & Tag.MODAL)
        if more and self.text[end - 1] == "的":
            condition, force = True, None
        if force and force.tags & Tag.INCENTIVE and self.draft:
            self._extend(end)
        elif phrase:
            self._with_subject(index, phrase, force, condition, start, end)
        elif force:
            self._with_force(force, condition, start, end)
        else:
            self._plain(index, condition, start, end)

    def _phrase(self, start: int, end: int) -> Phrase | None:
        """A bearer at the beginning of the segment: what follows it must be a predicate."""
        at = start
        lead_in = re.compile(
            r"(?:明确由?|规定由?|要求|每年|每季度|每月|必要时|原则上|各自|依法|现行|同时|平时|由此|期间|届时|如|凡|对此|因此|[一二三四五六七八九]是)+"
        ).match(self.text, start, end)
        for begin in ([lead_in.end()] if lead_in else []) + [at]:
            phrase = read_phrase(self.words, begin, end)
            if phrase is None or (len(phrase.bodies) == 1 and phrase.bodies[0].mention in _NO_NAME):
                continue
            named = re.compile(r"（[^（）]{1,60}）").match(self.text, phrase.end, end)
            if named:
                phrase = replace(phrase, end=named.end())
            if (
                begin != at
                and self.text.startswith(("明确", "规定", "要求"), at)
                and not self.text.startswith(_STRONG, phrase.end)
            ):
                continue  # 明确各部门职责 goes on; 明确X负责Y names a bearer
            if phrase.end >= end:
                return phrase
            following = self.words.at(phrase.end)
            if following is None:
                later = self.reader.tokens(phrase.end, min(end, phrase.end + 12))
                if later and later[0].tags & Tag.VERB and later[0].start <= phrase.end + 3:
                    return phrase
                if self.text[phrase.end] in "（：" or _CONDITION_END.search(self.text[phrase.end : end]):
                    return phrase
                return None
            if following.tags & (Tag.PREDICATE & ~Tag.INCENTIVE) or following.tags & Tag.INCENTIVE:
                return phrase
            return phrase if following.tags & Tag.BLOCKER and not following.tags & Tag.HEAD else None
        return None

    def _force(self, start: int, end: int) -> Token | None:
        """The first word that orders, allows, forbids or encourages."""
        wanted = Tag.MODAL | Tag.MAY | Tag.SHALL_NOT | Tag.INCENTIVE
        for token in self.reader.tokens(start, end):
            if token.tags & wanted:
                word = self.text[token.start : token.end]
                if token.tags & Tag.SHALL_NOT and (
                    _ADJECTIVE.match(self.text, token.start, end)
                    or (word in ("禁止", "严禁") and not self._starts_verb(start, token.start))
                ):
                    continue
                if word in ("可", "要", "需要") and token.start > start + 1 and not self.words.at(token.end):
                    continue
                if word == "不再" or (
                    token.tags & Tag.INCENTIVE and token.start > start + 2 and not self._starts_verb(start, token.start)
                ):
                    if word != "不再":
                        return token if self._leads(start, token) else None
                    continue
                return token
        return None

    def _leads(self, start: int, token: Token) -> bool:
        """依托…平台，鼓励…: the encouraging word is the main verb of the segment."""
        first = next((t for t in self.reader.tokens(start, token.start) if t.tags & Tag.VERB), None)
        return first is None

    def _starts_verb(self, start: int, end: int) -> bool:
        return not any(t.tags & Tag.VERB for t in self.reader.tokens(start, end))

    # the four cases --------------------------------------------------------------------------------------------

    def _handed(self, index: int, start: int, end: int) -> bool:
        """由X负责: Y is handed to X."""
        for match in _BY.finditer(self.text, start, end):
            cited = _CITED.match(self.text, match.end(), end)
            phrase = read_phrase(self.words, cited.end() if cited else match.end(), end)
            if phrase is None or phrase.end >= end:
                continue
            rest = self.text[phrase.end : end].strip()
            verb = self.words.at(phrase.end)
            if verb and self.text.startswith("的", verb.end):
                continue
            if self.draft and match.start() > start and not _BARE.match(rest):
                continue
            if (
                rest.endswith("的")
                or rest.startswith(("的", "、"))
                or (re.search(r"[^，]的(?:$|[^，]{0,8}$)", rest) and not self.words.at(phrase.end))
            ):
                continue
            following = self.words.at(phrase.end)
            if not following or not following.tags & (Tag.PREDICATE | Tag.BLOCKER):
                continue
            if phrase.private:
                self._refuse(start, end, "private")
                return True
            before_open = self.draft
            self._close()
            if _DECISION.match(rest) or _APPOINTS.search(rest):
                whom = read_phrase(self.words, start, match.start())
                self.subject, self.own_subject = (whom or phrase).bodies, True
                self._refuse(start, end, "procedure")
                return True
            self.subject, self.own_subject = phrase.bodies, True
            partner = _WITH.match(self.text, phrase.end, end)
            partners = read_phrase(self.words, partner.end(), end) if partner else None
            if partners:
                rest = self.text[partners.end : end].strip()
            if _SANCTION.search(rest):
                self._refuse(start, end, "sanction")
            elif _BARE.match(rest) or (_BEARS.match(rest) and self._only_verbs(phrase.end, end)):
                begin = start if before_open or index == 0 else self.segments[0][0]
                begin = self._skip(begin, end)
                self._open(begin, end, phrase.bodies, "duty.by", 0.92)
            else:
                self._open(phrase.end, end, phrase.bodies, "duty.by", 0.9)
            return True
        return False

    def _only_verbs(self, start: int, end: int) -> bool:
        """负责监督管理: nothing but verbs, so that what is borne stands before 由."""
        position = start
        for token in self.reader.tokens(start, end):
            if token.start != position or not token.tags & (Tag.VERB | Tag.ADVERB):
                return False
            position = token.end
        return position == end

    def _skip(self, start: int, end: int) -> int:
        opened = _OPENERS.match(self.text, start, end)
        return opened.end() if opened else start

    def _with_subject(
        self, index: int, phrase: Phrase, force: Token | None, condition: bool, start: int, end: int
    ) -> None:
        rest = self.text[phrase.end : end].strip(" ：")
        following = self.words.at(phrase.end)
        if condition:
            self._close()
            if not phrase.private:
                self.subject, self.own_subject = phrase.bodies, True
            self.condition, self.blocked = True, False
            return
        if (
            self.draft
            and not force
            and following
            and not following.tags & Tag.FACT_VERB
            and not self._verb_follows(phrase.end, end)
            and rest
        ):
            self._extend(end)
            return
        self._close()
        if (
            not force
            and rest
            and not self._modal_later(index)
            and not (following and following.tags & Tag.FACT_VERB)
            and self._is_noun(index, phrase.end, end)
        ):
            self._refuse(start, end, "definition")
            self.blocked = True
            return
        self.subject, self.own_subject = phrase.bodies, True
        self.blocked = phrase.private
        self.pending = False
        if phrase.private:
            self._refuse(start, end, "private")
        elif force:
            self._forced(force, start, end)
        elif rest.startswith(("设在", "挂靠")):
            self._refuse(start, end, "procedure")
            self.blocked = True
        elif not rest:
            self.pending = True
        elif following and following.tags & Tag.FACT_VERB:
            if _RESPONSIBLE_IS.search(rest) and self.text[phrase.end] != "为":
                self._open(phrase.end, end, phrase.bodies, "duty.is-responsible", 0.9)
            else:
                self._refuse(start, end, "definition")
                self.blocked = False
                self.pending = True
        elif self._modal_later(index):
            self.condition = True
        elif self.setting.reporting and not _BEARS_STANDING.match(rest):
            self._refuse(start, end, "report")
            self.blocked = True
        elif all(body.mention in _AREAS for body in phrase.bodies):
            self._refuse(start, end, "principle")
            self.blocked = True
        elif _NO_ACT.search(rest):
            self._refuse(start, end, "definition")
            self.blocked = True
        elif (_DONE.search(self.text, phrase.end, self.end) and not rest.startswith(_STRONG)) or (
            following and following.tags & Tag.FUTURE
        ):
            self._refuse(start, end, "report")
            self.blocked = True
        elif self._verb_follows(phrase.end, end):
            sure = rest.startswith(_STRONG)
            self._open(phrase.end, end, phrase.bodies, "duty.plain", 0.9 if sure else 0.75)

    def _with_force(self, force: Token, condition: bool, start: int, end: int) -> None:
        left = self.text[start : force.start].strip()
        if not force.tags & Tag.MODAL:
            self._forced(force, start, end)
            return
        if self.draft and (left or self.setting.item):
            self._extend(end)
            return
        if self.setting.item and self.subject:
            self._open(force.end if not left else start, end, self.subject, self.setting.rule, 0.85)
            return
        if left and not _CONDITION_END.search(left) and not self.condition:
            if not self.own_subject or _PRINCIPLE.match(self.text[force.end : end]):
                self._refuse(start, end, "principle" if _PRINCIPLE.match(self.text[force.end : end]) else "no-bearer")
                self.blocked = True
                return
        self._forced(force, start, end)

    def _forced(self, force: Token, start: int, end: int) -> None:
        if force.tags & Tag.MODAL:
            if not self.subject:
                self._refuse(start, end, "no-bearer")
                self.blocked = True
            elif all(body.private for body in self.subject):
                self._refuse(start, end, "private")
                self.blocked = True
            else:
                self.blocked = False
                rule = "duty.shall" if self.own_subject else "duty.elided"
                self._open(force.end, end, self.subject, rule, 0.95 if self.own_subject else 0.75)
            return
        why = "power" if force.tags & Tag.MAY else "prohibition" if force.tags & Tag.SHALL_NOT else "incentive"
        self._close()
        self._refuse(start, end, why)
        self.blocked = True

    def _plain(self, index: int, condition: bool, start: int, end: int) -> None:
        if condition and not self.draft:
            self.condition = True
            return
        if self.draft:
            self._continue(start, end)
        elif (
            self.subject
            and self.own_subject
            and self.text.startswith(("是", "为"), start)
            and _RESPONSIBLE_IS.search(self.text, start, end)
        ):
            self._open(start, end, self.subject, "duty.is-responsible", 0.85)
        elif self.blocked:
            return
        elif self.setting.item and self.subject and not self._modal_later(index):
            self._open(start, end, self.subject, self.setting.rule, 0.9)
        elif self.setting.item and self.subject:
            self._open(start, end, self.subject, self.setting.rule, 0.85)
        elif self.subject and self.setting.continues and index == 0 and self.text[start:end].startswith(_STRONG):
            self._open(start, end, self.subject, "duty.continued", 0.85)
        elif (
            self.subject
            and (self.pending or self.condition)
            and self._verb_follows(start, end)
            and not self._modal_later(index)
        ):
            if self.setting.reporting and not self.text[start:end].startswith(_STRONG):
                self._refuse(start, end, "report")
                self.blocked = True
                return
            rule = "duty.plain" if self.own_subject else "duty.elided"
            self._open(start, end, self.subject, rule, 0.85 if self.own_subject else 0.7)

    # drafts ----------------------------------------------------------------------------------------------------

    def _continue(self, start: int, end: int) -> None:
        draft = self.draft
        assert draft is not None
        if draft.role == "supervise" and self.text.startswith(("将", "把"), start):
            bodies = tuple(body for body, _ in draft.bearers)
            self._close()
            self._open(start, end, bodies, draft.rule, draft.confidence)
            return
        first = next((t for t in self.reader.tokens(start, end) if not t.tags & Tag.ADVERB or t.tags & Tag.VERB), None)
        acts = first is not None and first.start <= start + 8 and first.tags & Tag.VERB
        if self.setting.role or not (acts or OBJECT_SUPERVISED.match(self.text, start, end)):
            self._extend(end)
            return
        role = self.reader.role(start, end)
        now = draft.role
        restarts = self.text.rfind("；", max(self.start, start - 4), start) >= 0
        changes = role != now and (
            restarts
            or role in ("cooperate", "supervise", "lead")
            or (now == "cooperate" and not self.setting.item and self._complete(draft))
        )
        if changes:
            bearers = [body for body, _ in draft.bearers]
            rule, confidence = draft.rule, draft.confidence
            self._close()
            self._open(start, end, tuple(bearers), rule, confidence)
        else:
            self._extend(end)

    def _complete(self, draft: Draft) -> bool:
        """协助X开展Y is complete; 协助X，… still waits for its verb."""
        verbs = [t for t in self.reader.tokens(draft.start, draft.end) if t.tags & Tag.VERB]
        return len(verbs) > 1

    def _open(self, start: int, end: int, bodies: tuple[Body, ...], rule: str, confidence: float) -> None:
        while start < end and self.text[start] in " ，：“":
            start += 1
        if start >= end:
            self.pending = True
            return
        if _SANCTION.match(self.text[start:end]) and re.match(
            r"依法追究|处以|给予.{0,10}(?:处分|处罚|警告)", self.text[start:end]
        ):
            self._refuse(start, end, "sanction")
            return
        role = self.setting.role or self.reader.role(start, end)
        self.draft = Draft(start, end, [(body, role) for body in bodies], rule, confidence)
        self.condition = self.pending = False

    def _extend(self, end: int) -> None:
        if self.draft:
            self.draft.end = end

    def _close(self) -> None:
        draft, self.draft = self.draft, None
        if draft is None:
            return
        if _NO_ACT.search(self.text, draft.start, draft.end):
            self.reading.refusals.append(Refusal(draft.start, draft.end, "definition"))
            return
        if not self.setting.role:
            self._add_partners(draft)
        self.reading.drafts.append(draft)

    def _add_partners(self, draft: Draft) -> None:
        """X会同Z做Y: Z cooperates."""
        for match in re.compile(r"(?:会同|联合)(?!执法|惩戒|体)").finditer(self.text, draft.start, draft.end):
            phrase = read_phrase(self.words, match.end(), draft.end)
            if phrase:
                draft.bearers += [(body, "cooperate") for body in phrase.bodies]

    def _refuse(self, start: int, end: int, why: str) -> None:
        self._close()
        self.reading.refusals.append(Refusal(start, end, why))

    # looking ahead ---------------------------------------------------------------------------------------------

    def _verb_follows(self, start: int, end: int) -> bool:
        return any(token.tags & (Tag.VERB | Tag.MODAL) for token in self.reader.tokens(start, end))

    def _is_noun(self, index: int, start: int, end: int) -> bool:
        """X行使的权力，… and X对Y的评价结果，占…: the segment names a thing, nobody acts in it."""
        verbs = [t for t in self.reader.tokens(start, end) if t.tags & Tag.VERB]
        if verbs:
            last = verbs[0]
            for verb in verbs[1:]:
                last = verb if verb.start == last.end else last
            if self.text.startswith("的", last.end):
                return True
        if index + 1 < len(self.segments):
            following = next(iter(self.reader.tokens(*self.segments[index + 1])), None)
            return (
                following is not None
                and bool(following.tags & Tag.FACT_VERB)
                and following.start <= self.segments[index + 1][0] + 1
            )
        return False

    def _modal_later(self, index: int) -> bool:
        """Does a later segment give the order for this bearer (X在…时，应当…)?"""
        for start, end in self.segments[index + 1 :]:
            position = self._skip(start, end)
            if read_phrase(self.words, position, end):
                return False
            force = self._force(position, end)
            if force:
                left = self.text[position : force.start].strip()
                return bool(force.tags & (Tag.MODAL | Tag.MAY | Tag.SHALL_NOT)) and (
                    not left or bool(_CONDITION_END.search(left)) or len(left) <= 2
                )
        return False
