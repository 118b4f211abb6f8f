"""责任单位: the units in a cell or a bracket, each whole and as written, with its part."""

import re
from functools import lru_cache

from quancheng.records.plan.rules.brackets import depths, split_outside
from quancheng.records.plan.rules.reading import Role, UnitReading
from quancheng.records.plan.rules.wording import plain

MARKS = "、，,；;/|"
ENDING = r"(?:局|委|厅|办|部|府|院|会|署|处|科|所|站|队|室|中心|公司|集团|部门|单位|机构|银行|等|[）)])"
_ENDS = re.compile(ENDING + r"\Z")
_BEGINS = re.compile(
    r"市(?!直|级)|省(?!直|级)|[区县](?!直|级)|各(?:级|区|县|市|镇|街|省|设区|地|有关|相关|乡)|国家|有关"
)
_WHOLE = re.compile(
    r"(?:(?:中共)?[\u4e00-\u9fff]{0,3}[省市区县州]委|(?:国务院|中共中央|党中央)|[\u4e00-\u9fff]{0,3}[省市区县]政府)\Z"
)
_AND = re.compile(r"以及|和|及|与")
_OFFICE = re.compile(r"[局委厅]\Z")
_BREAK = re.compile(r"\s+")
_HALF_LISTED = re.compile(r"各(?:有关|相关)?(?:省|市|县|区|区县|设区市|设区的市|州|地|盟|旗|乡|镇)\Z")
_GOES_ON = re.compile(
    r"(?:自治区|直辖市|自治州|县|区|市|州|盟|旗|乡|镇|街道|地区)(?:[（(、，]|人民政府|政府|\Z|街|镇|乡|市|区)"
)
_LABEL = re.compile(
    r"(?<![^；;。，,\s）])(?P<label>责任(?:单位|部门|主体)|牵头(?:责任)?(?:单位|部门)|主责(?:单位|部门)|主办(?:单位|部门)|"
    r"(?:配合|协办|协同|参与|参加|支持|协助)(?:责任)?(?:单位|部门)|落实(?:单位|部门)|实施(?:单位|主体)|承办(?:单位|部门))\s*[:：]"
)
_LABELLED_LEAD = re.compile(r"牵头|主责|主办")
_LABELLED_SUPPORT = re.compile(r"配合|协办|协同|参与|参加|支持|协助")
_SHARE = (
    r"(?:按照?|依据|根据)(?:各自)?(?:职责|职能|责任)(?:和?分工|范围)?"
    r"(?:分别|共同|抓好|做好)?(?:负责|落实|组织实施|推进|配合)?"
)
_LEADS = re.compile(
    r"(?:共同|联合|分别)?(?:牵头|主责|总牵头)(?:组织|抓总)?(?:负责|落实|实施|推进|组织实施|会同)?\Z"
)
_HELPS = re.compile(r"(?:分别|共同|积极)?(?:配合|参与|参加|协助|协同|支持|协办)(?:落实|实施|推进|做好)?\Z")
_GUIDES = re.compile(r"(?:分别|共同|加强)?(?:指导|督促指导|指导督促)(?:落实|实施)?\Z")
_ANSWERS = re.compile(
    rf"(?:{_SHARE}|(?:分别|共同|各自|具体|组织)?(?:负责|组织实施|组织落实|抓好落实|推进落实|实施|落实|承办|推进)(?:落实|实施|推进)?)\Z"
)
_TOGETHER = re.compile(r"会同")
_NOTE = re.compile(r"以下(?:各项|任务)?均|不再(?:重复)?列出|下同|以上")
_DAY_LABEL = re.compile(r"(?:完成|办理|办结)?(?:时限|期限|时间)(?:要求|节点)?\s*[:：]\s*")
_DAY = re.compile(
    r"\d{1,2}月[\d日底末]*.{0,6}[前底完]|年底前|长期坚持|持续推进|每(?:年|季度|月|半年)|[上下]半年"
)
_SAID = re.compile(r"(?<=[牵牽][头頭]|[负負][责責]|配合|参与|參與|[协協]助)[ \t\r\n\u3000]+")
_BESIDE = re.compile(
    r"（\s*(?:(?P<lead>牵头|主责|主办|总牵头)|(?P<help>配合|协办|参与|协助))(?:单位|部门)?\s*）\Z"
)
_EDGES = " \t\r\n\u3000。．.：:、，,；;"


def units_of(text: str, *, role: Role) -> tuple[UnitReading, ...]:
    """The units of a cell whose column gives the part: every name as written."""
    return tuple(UnitReading(name, role) for name in names_of(text))


@lru_cache(maxsize=2048)
def shared_units_of(text: str, *, role: Role = Role.RESPONSIBLE) -> tuple[UnitReading, ...]:
    """The units of a text that says itself who leads and who helps (A牵头，B、C配合)."""
    found: list[UnitReading] = []
    for label, part in _labelled(text):
        found += _units_of_part(part, role=_role_of_label(label) or role)
    return tuple(dict.fromkeys(unit for unit in _beside(found) if unit.name.strip()))


def _beside(units: list[UnitReading]) -> list[UnitReading]:
    """A part written beside the name: 市甲局（牵头）、市乙局; whoever stands with such a lead supports."""
    said = [_BESIDE.search(plain(unit.name)) for unit in units]
    if not any(said):
        return units
    led = any(found and found["lead"] for found in said)
    others = Role.SUPPORT if led else Role.RESPONSIBLE
    return [
        UnitReading(unit.name[: found.start()].strip(_EDGES), Role.LEAD if found["lead"] else Role.SUPPORT)
        if found
        else UnitReading(unit.name, others if unit.role is Role.RESPONSIBLE else unit.role)
        for unit, found in zip(units, said, strict=True)
    ]


def first_leads(units: tuple[UnitReading, ...]) -> tuple[UnitReading, ...]:
    """The plan says that the first unit leads: the others support."""
    if any(unit.role is not Role.RESPONSIBLE for unit in units):
        return units
    return tuple(
        UnitReading(unit.name, Role.SUPPORT if place else Role.LEAD) for place, unit in enumerate(units)
    )


def names_of(text: str) -> list[str]:
    """The names listed in a text; a name broken by a line end or a blank is one name again."""
    pieces = [
        name
        for piece in split_outside(text, MARKS)
        for line in _unbroken(piece)
        for name in _apart(line)
        if name.strip(_EDGES)
    ]
    return [name.strip(_EDGES) for name in _rejoined(pieces)]


def has_role_words(text: str) -> bool:
    """Whether the text says who leads, helps or answers, or is labelled with units."""
    told = plain(text)
    if _LABEL.search(told):
        return True
    return any(_part_of(clause.strip(_EDGES))[1] is not None for clause in split_outside(told, "，,；;。"))


def note_of(text: str) -> str:
    """What a bracket says beyond its units (以下均需…落实，不再列出), or nothing."""
    found = _NOTE.search(plain(text))
    return text[found.start() :].strip(_EDGES) if found else ""


def day_among_units(text: str) -> str:
    """The day written among the units of a bracket, or nothing."""
    return next((day for clause in split_outside(text, "，,；;。") if (day := _day_in(clause))), "")


def _unbroken(piece: str) -> list[str]:
    """A line end inside a name is closed; one between two whole names parts them."""
    open_at = depths(piece)
    lines = [""]
    last = 0
    for gap in _BREAK.finditer(piece):
        left, right = piece[last : gap.start()], piece[gap.end() :]
        lines[-1] += left
        last = gap.end()
        if not lines[-1]:
            continue
        if open_at[gap.start()] == 0 and _parts(lines[-1], right):
            lines.append("")
        elif _latin(lines[-1][-1:]) and _latin(right[:1]):
            lines[-1] += " "
    lines[-1] += piece[last:]
    return lines


def _latin(letter: str) -> bool:
    return letter.isascii() and letter.isalpha()


def _parts(left: str, right: str) -> bool:
    told = plain(left[-24:])
    if told.endswith("等") and plain(right[:2]) in {"有关", "相关"}:
        return False
    return bool(_ENDS.search(told) and not _WHOLE.fullmatch(told) and _BEGINS.match(plain(right[:8])))


def _apart(line: str) -> list[str]:
    """Two names tied by 和 or 及: only between whole names, never inside one (文化和旅游局)."""
    open_at = depths(line)
    told = plain(line)
    names, start = [], 0
    for found in _AND.finditer(told):
        left, right = told[start : found.start()], told[found.end() : found.end() + 8]
        ties = _BEGINS.match(right) or (_OFFICE.search(left) and _ENDS.search(told.rstrip(_EDGES)))
        if open_at[found.start()] == 0 and _ENDS.search(left) and ties:
            names.append(line[start : found.start()])
            start = found.end()
    return [*names, line[start:]]


def _rejoined(pieces: list[str]) -> list[str]:
    """各市、县（市、区）人民政府 is one name although it is written with a 、."""
    names: list[str] = []
    for piece in pieces:
        told = plain(piece.strip(_EDGES))
        if names and _HALF_LISTED.search(plain(names[-1]).split("、")[0]) and _may_go_on(names[-1], told):
            names[-1] = f"{names[-1].strip(_EDGES)}、{piece.strip(_EDGES)}"
        else:
            names.append(piece)
    return names


def _may_go_on(name: str, told: str) -> bool:
    return not _ENDS.search(plain(name).rstrip("）)")) and bool(_GOES_ON.match(told))


def _labelled(text: str) -> list[tuple[str, str]]:
    told = plain(text)
    labels = [found for found in _LABEL.finditer(told) if depths(told[: found.start() + 1])[-1] == 0]
    if not labels:
        return [("", text)]
    parts = [("", text[: labels[0].start()])] if text[: labels[0].start()].strip(_EDGES) else []
    ends = [found.start() for found in labels[1:]] + [len(text)]
    return parts + [
        (found["label"], text[found.end() : end]) for found, end in zip(labels, ends, strict=True)
    ]


def _role_of_label(label: str) -> Role | None:
    if _LABELLED_LEAD.search(label):
        return Role.LEAD
    return Role.SUPPORT if _LABELLED_SUPPORT.search(label) else None


def _units_of_part(text: str, *, role: Role) -> list[UnitReading]:
    clauses = [_part_of(clause) for clause in _clauses(text)]
    someone_leads = any(part in {"leads", "answers"} for _, part in clauses)
    found: list[UnitReading] = []
    waiting: list[str] = []
    for names, part in clauses:
        waiting.append(names)
        if part is not None:
            found += _with_role("，".join(waiting), part, someone_leads=someone_leads, role=role)
            waiting = []
    return found + [UnitReading(name, role) for name in names_of("，".join(waiting))]


def _clauses(text: str) -> list[str]:
    note = _NOTE.search(plain(text))
    kept = text[: note.start()] if note else text
    kept = _SAID.sub("，", kept)
    clauses = [clause for clause in split_outside(kept, "，,；;。") if clause.strip(_EDGES)]
    return [clause for clause in clauses if not _day_in(clause)]


def _day_in(clause: str) -> str:
    """The day that a clause among units sets (完成时限：6月底; 2024年6月底前完成), or nothing."""
    told = plain(clause[:80])
    label = _DAY_LABEL.match(told.lstrip(_EDGES))
    if label:
        return clause.lstrip(_EDGES)[label.end() :].strip(_EDGES)
    return clause.strip(_EDGES) if len(clause) <= 24 and _DAY.search(told) else ""


def _part_of(clause: str) -> tuple[str, str | None]:
    """The names of a clause, and the word that gives them their part."""
    kept = clause.rstrip(_EDGES)
    told = re.sub(r"\s", lambda _: "\x00", plain(kept))
    bare = told.replace("\x00", "")
    for part, pattern in _PARTS:
        found = pattern.search(bare)
        if found and found.start() > 0:
            return _cut(kept, len(bare) - found.start()), part
    return clause, None


def _cut(text: str, letters: int) -> str:
    """The text without its last letters, blanks not counted."""
    place = len(text)
    while letters:
        place -= 1
        letters -= not text[place].isspace()
    return text[:place]


def _with_role(text: str, part: str, *, someone_leads: bool, role: Role) -> list[UnitReading]:
    names = re.sub(r"\A\s*由", "", text)
    tied = _TOGETHER.search(plain(names))
    if tied and part in {"leads", "answers"}:
        first = [UnitReading(name, Role.LEAD) for name in names_of(names[: tied.start()])]
        return first + [UnitReading(name, Role.SUPPORT) for name in names_of(names[tied.end() :])]
    given = {"leads": Role.LEAD, "helps": Role.SUPPORT, "answers": Role.RESPONSIBLE}.get(part)
    if given is None:
        given = Role.SUPPORT if someone_leads else Role.RESPONSIBLE
    if part == "answers" and role is not Role.RESPONSIBLE:
        given = role
    return [UnitReading(name, given) for name in names_of(names)]


_PARTS = (("leads", _LEADS), ("helps", _HELPS), ("guides", _GUIDES), ("answers", _ANSWERS))
