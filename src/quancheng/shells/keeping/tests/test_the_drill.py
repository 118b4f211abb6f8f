"""A backup of the model city comes back whole; what is missing afterwards is seen."""

import stat
import subprocess
import sys
import threading
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from quancheng.records.mailbox import migrations
from quancheng.shells.keeping import house as house_module
from quancheng.shells.keeping import restore as restoring
from quancheng.shells.keeping.archive import read_through
from quancheng.shells.keeping.backup import take_backup
from quancheng.shells.keeping.bringing import keys_from
from quancheng.shells.keeping.databases import SqliteDatabase
from quancheng.shells.keeping.house import House
from quancheng.shells.keeping.restore import restore
from quancheng.shells.keeping.tests.conftest import NOW, change, told


def said_by(console: str, *words: object, **options: object) -> str:
    said = StringIO()
    call_command(console, *words, stdout=said, **options)
    return said.getvalue()


def place_of(empty: House) -> dict[str, object]:
    name = "" if isinstance(empty.database, SqliteDatabase) else empty.database.name
    return {"into": empty.folder, "database": name}


class TestDrill:
    def test_brings_everything_back_and_opens_what_is_sealed(self, house):
        ended = subprocess.run(
            [sys.executable, "manage.py", "drill"],
            cwd=settings.ROOT, env=told(house), capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stdout + ended.stderr
        assert "数据库迁移齐全。" in ended.stdout
        assert "与1个锚一致" in ended.stdout
        assert "加密字段2个，各试一条，打开2个。" in ended.stdout
        assert "全部一致。" in ended.stdout
        assert not list(house.folder.glob(".drill*"))

    def test_bites_when_one_row_is_gone(self, at_home, tmp_path, monkeypatch):
        whole = restoring.put_back

        def lose_a_row(*args):
            whole(*args)
            change(args[2], "DELETE FROM files_storedfile")

        monkeypatch.setattr(restoring, "put_back", lose_a_row)
        said = StringIO()
        with pytest.raises(SystemExit) as ended:
            call_command("drill", within=tmp_path, stdout=said)
        assert ended.value.code == 1
        assert "不一致：表files_storedfile应有1行，现有0行。" in said.getvalue()
        assert "全部一致" not in said.getvalue()

    def test_bites_when_a_value_a_file_and_a_sealed_text_changed(
        self, house, kept, kept_keys, empty, monkeypatch
    ):
        whole = restoring.put_back

        def spoil(*args):
            whole(*args)
            change(args[2], "UPDATE orgs_post SET title = 'x' WHERE id = (SELECT min(id) FROM orgs_post)")
            change(args[2], "UPDATE mailbox_message SET contact = 'x'")
            (args[2].folder / "media" / "kept").joinpath("佐证.txt").write_text("未办结")

        monkeypatch.setattr(restoring, "put_back", spoil)
        told_of = "；".join(restore(kept, into=empty, keys=keys_from(kept_keys, empty)).differences)
        assert "文件 media/kept/佐证.txt 的内容不同" in told_of
        assert "表orgs_post行数相同" in told_of
        assert "mailbox.Message.contact 打不开：密文格式不对" in told_of


class TestTheConsoles:
    def test_back_up_and_restore_with_keys_apart(self, at_home, empty, tmp_path):
        records, apart = tmp_path / "records", tmp_path / "apart"
        assert "专人保管" in said_by("backup", to=records, keys_to=apart)
        [archive], [keys] = records.iterdir(), apart.iterdir()
        assert {stat.S_IMODE(path.stat().st_mode) for path in (archive, keys)} == {0o600}
        assert "全部一致。" in said_by("restore", records, keys=keys, **place_of(empty))
        assert (empty.folder / "media/kept/佐证.txt").read_text() == "已办结"
        assert (empty.folder / "secret-key").read_text() == settings.SECRET_KEY
        assert stat.S_IMODE((empty.folder / "keys").stat().st_mode) == 0o700
        assert {stat.S_IMODE(path.stat().st_mode) for path in (empty.folder / "keys").iterdir()} == {0o600}
        with pytest.raises(CommandError, match="不是空的；恢复不覆盖任何内容"):
            said_by("restore", records, keys=keys, **place_of(empty))

    def test_say_that_keys_are_not_in_it(self, at_home, tmp_path):
        assert "没有密钥，其中的个人信息读不出来" in said_by("backup", to=tmp_path)
        assert not any("key" in line.name for line in read_through(next(tmp_path.iterdir())).files)
        with pytest.raises(CommandError, match="不能和数据备份放在一起"):
            said_by("backup", to=tmp_path, keys_to=tmp_path / "keys")

    def test_restore_the_rest_without_keys_and_say_what_cannot_be_read(
        self, house, kept, empty, tmp_path, monkeypatch
    ):
        (tmp_path / "no-keys-here").mkdir()
        bare = House(house.folder, house.database, tmp_path / "no-keys-here")
        monkeypatch.setattr(house_module, "this_house", lambda: bare)
        with pytest.raises(CommandError, match="--keys 指明密钥备份"):
            said_by("restore", kept, **place_of(empty))
        assert not empty.folder.exists()
        told_by = said_by("restore", kept, without_keys=True, **place_of(empty))
        assert "没有密钥：个人信息读不出来" in told_by


class TestAnOlderBackup:
    def test_is_restored_and_told_to_migrate(self, house, kept_keys, empty, tmp_path):
        """A house that has not run the last migration of one app: as before an upgrade."""
        last = max(Path(migrations.__file__).parent.glob("0*.py")).stem
        undone = f"DELETE FROM django_migrations WHERE app = 'mailbox' AND name = '{last}'"
        columns = "INSERT INTO django_migrations (app, name, applied)"
        row = f"{columns} VALUES ('mailbox', '{last}', '2024-03-04')"
        change(house, undone)
        try:
            older = take_backup(house, to=tmp_path / "records", now=NOW).path
        finally:
            change(house, row)
        restored = restore(older, into=empty, keys=keys_from(kept_keys, empty))
        assert restored.differences == ()
        assert restored.inspection.pending == (f"mailbox.{last}",)


class TestWritingMeanwhile:
    def test_leaves_the_copy_consistent(self, house, tmp_path):
        """Each turn writes two rows in one transaction; no copy ever holds a half."""
        change(house, "CREATE TABLE trial_pairs (turn bigint)")
        over = threading.Event()
        writer = threading.Thread(target=_write_pairs, args=(house, over))
        writer.start()
        try:
            taken = [
                take_backup(house, to=tmp_path, now=NOW + timedelta(seconds=turn)).manifest
                for turn in range(4)
            ]
        finally:
            over.set()
            writer.join()
            change(house, "DROP TABLE trial_pairs")
        counted = [manifest.stock.tables["trial_pairs"].rows for manifest in taken]
        assert all(rows % 2 == 0 for rows in counted)
        assert counted[-1] > counted[0]


def _write_pairs(house: House, over: threading.Event) -> None:
    turn = 0
    while not over.wait(0.002):
        turn += 1
        change(house, f"INSERT INTO trial_pairs VALUES ({turn}), ({turn})")
