"""`import_plan` prints how a plan is understood."""

import json
from datetime import date

import pytest
from django.core.management import call_command

from quancheng.kernel.orgs.models import Holding, Person, Post, PostRole, Tenant
from quancheng.kernel.orgs.roles import Role
from quancheng.records.plan.models import Draft, Plan
from quancheng.records.plan.tests.conftest import THREE_ROWS, flattened

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


@pytest.fixture
def keeper(city: Tenant) -> str:
    """The account of an official in a post of the openness office."""
    person = Person.objects.create(account="keeper", name="演示经办", tenant=city)
    post = Post.objects.create(unit=city.units.get(short_name="市政府"), title="政务公开经办")
    PostRole.objects.create(post=post, role=Role.OPENNESS_OFFICE)
    Holding.objects.create(person=person, post=post, from_on=date(2026, 1, 1))
    return person.account


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

    def test_a_plan_full_of_doubts_is_still_read(self, tmp_path, capsys):
        path = tmp_path / "疑问.txt"
        path.write_text(PLAN.replace("2024年\n12月底前", "2月30日"), encoding="utf-8")
        call_command("import_plan", str(path), "--dry-run", "--json")
        printed = json.loads(capsys.readouterr().out)
        assert "no_such_day" in {problem["code"] for problem in printed["rows"][0]["problems"]}


@pytest.mark.django_db
class TestImportPlanForGood:
    def test_brings_a_draft_as_the_official_would(self, plan, city, keeper, capsys):
        call_command("import_plan", str(plan), "--as", keeper)
        assert "读出2行" in capsys.readouterr().out
        assert (Draft.objects.get().state, Plan.objects.count()) == ("open", 0)

    def test_takes_the_whole_way_to_duties(self, tmp_path, city, keeper, capsys):
        path = tmp_path / "分工.txt"
        path.write_bytes(flattened(THREE_ROWS))
        call_command("import_plan", str(path), "--as", keeper, "--confirm", "--issue")
        assert "形成6项责任事项" in capsys.readouterr().out

    def test_of_the_same_file_changes_nothing_and_says_so(self, tmp_path, city, keeper, capsys):
        path = tmp_path / "分工.txt"
        path.write_bytes(flattened(THREE_ROWS))
        call_command("import_plan", str(path), "--as", keeper, "--confirm")
        with pytest.raises(SystemExit):
            call_command("import_plan", str(path), "--as", keeper, "--confirm")
        assert "没有需要更新的内容" in capsys.readouterr().err
        assert Plan.objects.get().editions.count() == 1

    def test_by_nobody_is_refused(self, plan, city, capsys):
        with pytest.raises(SystemExit):
            call_command("import_plan", str(plan), "--as", "nobody")
        assert "--as" in capsys.readouterr().err
