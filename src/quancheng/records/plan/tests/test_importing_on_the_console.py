"""`import_plan` prints how a plan is understood."""

import json

import pytest
from django.core.management import call_command

PLAN = """附件

2024年泉城演示市政务公开工作分工
\t序号
\t工作任务
\t具体要求
\t责任单位
\t完成时限

\t1
\t一、公开
\t（一）政策
\t公布演示清单，每年至少2次。
\t各区县政府、市演示
建设局
\t2024年
12月底前

\t2
\t
\t
\t整理演示台账。
\t市演示局
\t
"""


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "分工.txt"
    path.write_text(PLAN, encoding="utf-8")
    return path


class TestImportPlan:
    def test_prints_one_json_object(self, plan, capsys):
        call_command("import_plan", str(plan), "--dry-run", "--json")
        printed = json.loads(capsys.readouterr().out)
        assert set(printed) == {"title", "year", "rows", "problems"}
        assert set(printed["rows"][0]) == {
            "no", "section", "subsection", "requirement", "units", "deadline", "targets", "problems"
        }  # fmt: skip
        assert printed["rows"][1]["deadline"] == {
            "text": "2024年12月底前",
            "kind": "date",
            "date": "2024-12-31",
        }
        assert printed["rows"][0]["units"][1] == {"name": "市演示建设局", "role": "responsible"}

    def test_writes_chinese_as_chinese(self, plan, capsys):
        call_command("import_plan", str(plan), "--dry-run", "--json")
        assert "市演示建设局" in capsys.readouterr().out

    def test_says_in_words_what_it_found(self, plan, capsys):
        call_command("import_plan", str(plan), "--dry-run")
        assert "2 行" in capsys.readouterr().out

    @pytest.mark.parametrize("name", ["没有这个文件.txt", ".", "空.txt"])
    def test_refuses_what_cannot_be_read_with_one_sentence(self, tmp_path, capsys, name):
        (tmp_path / "空.txt").write_bytes(b"")
        with pytest.raises(SystemExit) as stop:
            call_command("import_plan", str(tmp_path / name), "--dry-run", "--json")
        said = capsys.readouterr()
        assert stop.value.code == 2
        assert said.out == ""
        assert said.err.strip().endswith("。")
        assert len(said.err.strip().splitlines()) == 1

    def test_saves_nothing_yet_and_says_so(self, plan, capsys):
        with pytest.raises(SystemExit) as stop:
            call_command("import_plan", str(plan))
        assert stop.value.code == 2
        assert "--dry-run" in capsys.readouterr().err

    def test_a_plan_full_of_doubts_is_still_read(self, tmp_path, capsys):
        path = tmp_path / "疑问.txt"
        path.write_text(PLAN.replace("2024年\n12月底前", "2月30日"), encoding="utf-8")
        call_command("import_plan", str(path), "--dry-run", "--json")
        printed = json.loads(capsys.readouterr().out)
        assert "no_such_day" in {problem["code"] for problem in printed["rows"][0]["problems"]}
