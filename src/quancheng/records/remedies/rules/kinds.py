"""What sorts of proceedings there are, and where table 四 of the annual report puts them."""

from enum import IntEnum, StrEnum


class Track(StrEnum):
    """Who decides: a reconsideration organ, or a court."""

    REVIEW = "review"
    SUIT = "suit"

    @property
    def says(self) -> str:
        return {Track.REVIEW: "行政复议", Track.SUIT: "行政诉讼"}[self]


class Kind(StrEnum):
    """The three blocks of table 四."""

    REVIEW = "review"
    DIRECT = "direct"
    AFTER = "after"

    @property
    def says(self) -> str:
        return {
            Kind.REVIEW: "行政复议",
            Kind.DIRECT: "未经复议直接起诉",
            Kind.AFTER: "复议后起诉",
        }[self]

    @property
    def track(self) -> Track:
        return Track.REVIEW if self is Kind.REVIEW else Track.SUIT

    @property
    def block(self) -> int:
        """Its place in table 四, from the left."""
        return [*Kind].index(self) + 1


class Column(IntEnum):
    """What table 四 tells apart in each block; the fifth column is their sum."""

    UPHELD = 1
    CORRECTED = 2
    OTHER = 3
    PENDING = 4

    @property
    def says(self) -> str:
        return ("结果维持", "结果纠正", "其他结果", "尚未审结")[self - 1]


COUNTED = tuple(column for column in Column if column is not Column.PENDING)


class Procedure(StrEnum):
    """By which procedure it is heard."""

    ORDINARY = "ordinary"
    SIMPLE = "simple"

    @property
    def says(self) -> str:
        return {Procedure.ORDINARY: "普通程序", Procedure.SIMPLE: "简易程序"}[self]


class Appealed(StrEnum):
    """How the second instance ended (《行政诉讼法》第八十九条)."""

    UPHELD = "upheld"
    CHANGED = "changed"
    SENT_BACK = "sent_back"

    @property
    def says(self) -> str:
        return {
            Appealed.UPHELD: "驳回上诉，维持原裁判",
            Appealed.CHANGED: "改判、撤销或者变更",
            Appealed.SENT_BACK: "发回重审",
        }[self]


KINDS = [(one.value, one.says) for one in Kind]
PROCEDURES = [(one.value, one.says) for one in Procedure]
COLUMNS = [(one.value, one.says) for one in COUNTED]
APPEALED = [(one.value, one.says) for one in Appealed]


class Filer(StrEnum):
    """Who brings it: who asked, or a third party against what it was told (《条例》第三十二条)."""

    APPLICANT = "applicant"
    THIRD = "third"

    @property
    def says(self) -> str:
        return {Filer.APPLICANT: "申请人", Filer.THIRD: "第三方"}[self]


class Attacked(StrEnum):
    """Of which kind the record is that something is brought against, by the name of its module's records.

    A request for information (《条例》第二十七条), or an application to put an own record right (第四十一条),
    whose letter says what came of it; against either one may apply for reconsideration or sue (第五十一条).
    """

    REQUEST = "disclosure.request"
    OWN_RECORD = "disclosure.own_record"

    @property
    def says(self) -> str:
        return {Attacked.REQUEST: "政府信息公开申请", Attacked.OWN_RECORD: "更正申请"}[self]


ATTACKED = [(one.value, one.says) for one in Attacked]
CLAUSES = [("A", "A 复议前置"), ("B", "B 复议或者诉讼"), ("C", "C 不单独救济"), ("", "没有答复（逾期）")]
FILERS = [(one.value, one.says) for one in Filer]
