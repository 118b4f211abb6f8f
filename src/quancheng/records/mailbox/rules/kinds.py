"""What sort of thing a message is. Pure."""

from enum import StrEnum


class Kind(StrEnum):
    """What the sender calls it, and what the office finds it to be."""

    QUESTION = "question"
    SUGGESTION = "suggestion"
    FAULT = "fault"
    COMPLAINT = "complaint"

    @property
    def says(self) -> str:
        return _SAYS[self]


_SAYS = {
    Kind.QUESTION: "咨询",
    Kind.SUGGESTION: "建议",
    Kind.FAULT: "找错",
    Kind.COMPLAINT: "投诉",
}
KINDS = [(kind.value, kind.says) for kind in Kind]
EXPLAINED = [
    (Kind.QUESTION.value, "咨询：想弄清一项政策、一件事怎么办"),
    (Kind.SUGGESTION.value, "建议：对政务公开和政府工作的想法"),
    (Kind.FAULT.value, "找错：网站或文件上的错字、错链、过时内容"),
    (Kind.COMPLAINT.value, "投诉：该做的没有做、做得不对，要求答复"),
]
