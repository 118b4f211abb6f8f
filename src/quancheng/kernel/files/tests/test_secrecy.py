import pytest
from hypothesis import given
from hypothesis import strategies as st

from quancheng.kernel.files.secrecy import mark_of_cell, mark_of_line, mark_of_name

MARKS = [
    ("绝密", "绝密"),
    ("绝密★启用前", "绝密"),
    ("绝密★30年", "绝密"),
    ("机密★10年", "机密"),
    ("机密★ 10 年", "机密"),
    ("机　密", "机密"),
    ("  秘 密  ", "秘密"),
    ("秘密★1年", "秘密"),
    ("秘密☆五年", "秘密"),
    ("秘密*6个月", "秘密"),
    ("秘密★长期", "秘密"),
    ("机密级", "机密"),
    ("秘密文件", "秘密"),
    ("【机密】", "机密"),
    ("（秘密）", "秘密"),
    ("密级：秘密", "秘密"),
    ("密级: 机密★20年", "机密"),
    ("保密等级：绝密", "绝密"),
    ("000012 机密★1年 特急", "机密"),
    ("份号：000003　　秘密★5年", "秘密"),
    ("特急　秘密", "秘密"),
    ("工作秘密", "工作秘密"),
    ("工作秘密★2年", "工作秘密"),
    ("密级：工作秘密", "工作秘密"),
    ("内部资料", "内部资料"),
    ("内部资料，注意保存", "内部资料"),
    ("内部资料 请勿外传", "内部资料"),
    ("（内部资料·不得外传）", "内部资料"),
    ("機密★10年", "机密"),
    ("絕密", "绝密"),
    ("內部資料", "内部资料"),
    ("济政发〔2024〕1号 机密★10年", "机密"),
]
NO_MARKS = [
    "",
    "保守国家秘密",
    "中华人民共和国保守国家秘密法",
    "不得泄露国家秘密、商业秘密和个人隐私",
    "涉及商业秘密的，依法处理",
    "商业秘密",
    "国家秘密",
    "工作秘密管理办法",
    "关于加强工作秘密管理的通知",
    "机密级计算机管理规定",
    "秘密级以上文件的管理",
    "绝密级文件由专人保管",
    "密级：公开",
    "密级：无",
    "密级",
    "内部资料性出版物管理办法",
    "内部资料，免费交流",
    "加强内部资料管理",
    "一、秘密",
    "秘密，是指……",
    "国家秘密的密级分为绝密、机密、秘密三级",
    "绝密、机密、秘密",
    "标注“机密★10年”字样的，应当按照规定办理，任何单位和个人不得擅自扩大知悉范围或者公开",
    "公开属性：主动公开",
    "机要秘书",
    "秘密投票",
    "无记名秘密投票",
    "2024年政务公开工作要点",
]


class TestMarkOfLine:
    @pytest.mark.parametrize(("line", "level"), MARKS)
    def test_tells_a_printed_mark(self, line, level):
        assert mark_of_line(line) == level

    @pytest.mark.parametrize("line", NO_MARKS)
    def test_lets_words_in_a_sentence_pass(self, line):
        assert mark_of_line(line) is None

    @given(st.sampled_from(["绝密", "机密", "秘密"]), st.integers(1, 60), st.sampled_from(["", " ", "　"]))
    def test_tells_every_term(self, level, years, blank):
        assert mark_of_line(f"{level}{blank}★{blank}{years}年") == level

    @given(st.text("保守国家秘密机关单位应当依法管理，。", min_size=41, max_size=90))
    def test_never_finds_one_in_a_long_sentence(self, sentence):
        assert mark_of_line(sentence) is None


class TestMarkOfCell:
    @pytest.mark.parametrize(
        ("text", "level"), [("机密★5年", "机密"), ("密级：秘密", "秘密"), ("甲\n秘密★1年", "秘密")]
    )
    def test_tells_what_cannot_be_mistaken(self, text, level):
        assert mark_of_cell(text) == level

    @pytest.mark.parametrize("text", ["秘密", "机密", "绝密", "工作秘密", "内部资料", "密级", ""])
    def test_lets_the_head_of_a_column_pass(self, text):
        assert mark_of_cell(text) is None


class TestMarkOfName:
    @pytest.mark.parametrize(
        ("name", "level"),
        [
            ("【机密】工作方案.docx", "机密"),
            ("工作方案（秘密）.docx", "秘密"),
            ("机密-工作方案.pdf", "机密"),
            ("机密★10年 工作方案.pdf", "机密"),
            ("内部资料_2024年.xlsx", "内部资料"),
            ("工作秘密.docx", "工作秘密"),
            ("绝密文件.txt", "绝密"),
        ],
    )
    def test_tells_a_mark_that_stands_apart(self, name, level):
        assert mark_of_name(name) == level

    @pytest.mark.parametrize(
        "name",
        [
            "保守国家秘密法.docx",
            "商业秘密保护规定.pdf",
            "工作秘密管理办法.docx",
            "机密文件管理规定.docx",
            "内部资料管理.txt",
            "2024年政务公开工作要点.docx",
            "",
        ],
    )
    def test_lets_titles_of_rules_pass(self, name):
        assert mark_of_name(name) is None
