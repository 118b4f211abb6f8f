import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.files.names import LONGEST_IN_BYTES, LONGEST_NAME, ending_of, safe_name


class TestSafeName:
    @pytest.mark.parametrize(
        ("given_name", "safe"),
        [
            ("2024年政务公开工作要点.docx", "2024年政务公开工作要点.docx"),
            ("../../etc/passwd", "passwd"),
            ("C:\\公文\\要点.pdf", "要点.pdf"),
            ("要点\x00\n\u202e\u200b.pdf", "要点.pdf"),
            ("要点．ＰＤＦ", "要点.pdf"),
            ("要点.PDF", "要点.pdf"),
            ("con.txt", "_con.txt"),
            ("LPT1.docx", "_LPT1.docx"),
            ("  要点  （终稿） .docx ", "要点 （终稿）.docx"),
            ("a<b>:c?.txt", "a_b__c_.txt"),
            (".docx", "未命名.docx"),
            ("", "未命名"),
            ("...", "未命名"),
            ("///", "未命名"),
        ],
    )
    def test_cleans(self, given_name, safe):
        assert safe_name(given_name) == safe

    def test_shortens_the_stem_and_keeps_the_ending(self):
        name = safe_name("长" * 300 + ".docx")
        assert name.endswith("长.docx")
        assert len(name) <= LONGEST_NAME

    @given(st.text(max_size=400))
    def test_is_never_dangerous_and_cleaning_again_changes_nothing(self, name):
        safe = safe_name(name)
        assert safe
        assert safe not in {".", ".."}
        assert not set(safe) & set('/\\\x00<>:"|?*')
        assert not any(unicodedata.category(sign)[0] == "C" for sign in safe)
        assert len(safe) <= LONGEST_NAME
        assert len(safe.encode()) <= LONGEST_IN_BYTES
        assert safe_name(safe) == safe


class TestEndingOf:
    @pytest.mark.parametrize(
        ("name", "ending"),
        [("a.DOCX", "docx"), ("a", ""), ("a.tar.gz", "gz"), ("a．ｔｘｔ", "txt"), ("2024.", "")],
    )
    def test_is_small_and_without_the_dot(self, name, ending):
        assert ending_of(name) == ending
