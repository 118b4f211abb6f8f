"""Nothing is restored from what is not whole, not ours or meant for another place; nothing is overwritten."""

import gzip
import io
import json
import subprocess
import tarfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from quancheng.kernel.basis.refusal import Refusal
from quancheng.kernel.crypto.keys import NoKeys, make_ring
from quancheng.shells.keeping import backup as taking
from quancheng.shells.keeping.archive import (
    FRONT,
    LEVEL,
    ArchiveDamaged,
    ChangedMeanwhile,
    is_safe,
    read_through,
    written,
)  # fmt: skip
from quancheng.shells.keeping.backup import (
    BackupRunning,
    KeysBesideTheRecords,
    OddFile,
    WrongFolder,
    newest_in,
    take_backup,
    take_keys,
)  # fmt: skip
from quancheng.shells.keeping.bringing import Keys, keys_from, keys_here
from quancheng.shells.keeping.databases import PostgresqlDatabase, SqliteDatabase, postgresql
from quancheng.shells.keeping.databases.port import DatabaseDamaged
from quancheng.shells.keeping.databases.postgresql import ToolMissing
from quancheng.shells.keeping.house import House, WrongDatabase
from quancheng.shells.keeping.manifest import (
    FromANewerHouse,
    NotABackup,
    NotWhatWasWritten,
    backup_in,
    keys_in,
)  # fmt: skip
from quancheng.shells.keeping.restore import NotEmpty, restore
from quancheng.shells.keeping.tests.conftest import NOW

DAY = timedelta(days=1)


def made_anew(archive: Path, to: Path, **changed: object) -> Path:
    """The same archive with another manifest, or with more, by someone who knows how it is made."""
    more = changed.pop("more", ())
    with (
        tarfile.open(archive) as source,
        to.open("wb") as file,
        gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0, compresslevel=LEVEL) as packed,
        tarfile.open(fileobj=packed, mode="w") as target,
    ):
        for info, data in more:
            target.addfile(info, io.BytesIO(data))
        for member in source:
            data = source.extractfile(member).read()
            if member.name == "manifest.json":
                data = json.dumps({**json.loads(data), **changed}).encode()
                member.size = len(data)
            target.addfile(member, io.BytesIO(data))
    return to


def entry(name: str, data: bytes = b"x", **how: object) -> tuple[tarfile.TarInfo, bytes]:
    info = tarfile.TarInfo(name)
    info.size = len(data)
    for word, value in how.items():
        setattr(info, word, value)
    return info, data


class TestReadingABackup:
    def test_finds_one_changed_byte_wherever_it_is(self, kept, tmp_path):
        whole = kept.read_bytes()
        places = [*range(20), *range(20, len(whole), len(whole) // 40), *range(len(whole) - 8, len(whole))]
        for place in places:
            spoilt = bytearray(whole)
            spoilt[place] ^= 1
            (tmp_path / "spoilt").write_bytes(spoilt)
            with pytest.raises((ArchiveDamaged, NotWhatWasWritten), match="spoilt"):
                backup_in(tmp_path / "spoilt")

    @pytest.mark.parametrize("share", [0, 0.3, 0.9, 0.999])
    def test_finds_a_cut(self, kept, tmp_path, share):
        whole = kept.read_bytes()
        (tmp_path / "cut").write_bytes(whole[: int(len(whole) * share)])
        with pytest.raises(ArchiveDamaged, match=r"截断|不是本系统写的备份"):
            backup_in(tmp_path / "cut")

    def test_finds_what_was_hung_on(self, kept, tmp_path):
        (tmp_path / "longer").write_bytes(kept.read_bytes() + b"x")
        with pytest.raises(ArchiveDamaged):
            backup_in(tmp_path / "longer")

    def test_turns_away_what_is_no_archive(self, tmp_path):
        (tmp_path / "letter").write_text("尊敬的领导：")
        with pytest.raises(ArchiveDamaged, match="不是本系统写的备份"):
            backup_in(tmp_path / "letter")
        with pytest.raises(ArchiveDamaged, match="打不开"):
            backup_in(tmp_path / "nowhere")

    def test_turns_away_an_archive_without_a_manifest(self, kept, tmp_path):
        with written(tmp_path / "half") as archive:
            archive.add_text("media/x", b"x")
        with pytest.raises(ArchiveDamaged, match="结尾没有清单"):
            backup_in(tmp_path / "half")

    @pytest.mark.parametrize(
        ("changed", "refused", "sentence"),
        [
            ({"quancheng": "else"}, NotABackup, "不是泉诚的备份"),
            ({"form": 2}, FromANewerHouse, "格式比本站新"),
            ({"files": []}, NotWhatWasWritten, "多出文件"),
            ({"files": "none"}, NotABackup, "读不懂"),
            ({"parts": ["anchors", "media", "index"]}, FromANewerHouse, "本站不认识的部分index"),
        ],
    )
    def test_turns_away_another_manifest(self, kept, tmp_path, changed, refused, sentence):
        with pytest.raises(refused, match=sentence):
            backup_in(made_anew(kept, tmp_path / "anew", **changed))

    def test_turns_away_a_backup_of_a_newer_house(self, kept, tmp_path):
        stock = json.loads(read_through(kept).manifest)["stock"]
        stock["migrations"]["mailbox"] = "0999_what_is_to_come"
        with pytest.raises(FromANewerHouse, match=r"mailbox\.0999_what_is_to_come"):
            backup_in(made_anew(kept, tmp_path / "newer", stock=stock))

    @pytest.mark.parametrize(
        "more",
        [
            entry("../escaped"),
            entry("/etc/escaped"),
            entry("media/../../escaped"),
            entry("media/link", b"", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
            entry("media/hard", b"", type=tarfile.LNKTYPE, linkname="../../x"),
            entry("media/device", b"", type=tarfile.CHRTYPE),
        ],
    )
    def test_turns_away_what_leads_outside(self, kept, tmp_path, more):
        with pytest.raises(ArchiveDamaged, match="不予恢复"):
            backup_in(made_anew(kept, tmp_path / "evil", more=[more]))

    @pytest.mark.parametrize(
        "name", ["", "/x", "../x", "a/../b", "a//b", "./a", "a/", "a\\b", "a\x00b", "a\nb"]
    )
    def test_knows_names_that_are_not_safe(self, name):
        assert not is_safe(name)

    @pytest.mark.parametrize("name", ["media/kept/佐证.txt", "database.dump", "a/..b/c"])
    def test_knows_names_that_are(self, name):
        assert is_safe(name)


class TestRestore:
    def test_sees_a_manifest_that_was_changed_together_with_its_files(self, house, kept, empty, tmp_path):
        told = json.loads(read_through(kept).manifest)
        told["stock"]["audit_seq"] += 1
        forged = made_anew(kept, tmp_path / "forged", stock=told["stock"])
        with pytest.raises(NotWhatWasWritten, match="封印不对"):
            restore(forged, into=empty, keys=keys_here(replace(empty, keys=house.keys)))
        assert not empty.folder.exists()

    def test_sees_a_backup_of_another_house(self, kept, empty, tmp_path):
        with pytest.raises(NotABackup, match="可能是别的站点的备份"):
            restore(kept, into=empty, keys=Keys(make_ring(tmp_path / "others")))
        assert not empty.folder.exists()

    @pytest.mark.parametrize(
        "place", ["media/x", "anchors/x", "keys/x", "quancheng.sqlite3", "quancheng.sqlite3-wal"]
    )
    def test_overwrites_nothing(self, kept, kept_keys, empty, place):
        if "sqlite" in place and not isinstance(empty.database, SqliteDatabase):
            pytest.skip("the database is none of the files")
        there = empty.folder / place
        there.parent.mkdir(parents=True)
        there.write_text("already here")
        with pytest.raises(NotEmpty, match="不是空的"):
            restore(kept, into=empty, keys=keys_from(kept_keys, empty))
        assert [path for path in empty.folder.rglob("*") if path.is_file()] == [there]
        assert there.read_text() == "already here"

    def test_fills_no_database_that_holds_something(self, house, kept, kept_keys, empty):
        full = House(empty.folder, house.database, empty.keys)
        with pytest.raises(NotEmpty, match=r"数据库.*不是空的"):
            restore(kept, into=full, keys=keys_from(kept_keys, full))
        assert not empty.folder.exists()

    def test_does_not_mix_the_two_databases(self, kept, house, tmp_path):
        other = (
            PostgresqlDatabase("x", "", "", "", "", {})
            if isinstance(house.database, SqliteDatabase)
            else SqliteDatabase(tmp_path / "x")
        )
        with pytest.raises(WrongDatabase, match="不能互相恢复"):
            restore(kept, into=House(tmp_path / "x", other, house.keys), keys=None)

    def test_takes_no_keys_for_records_and_no_records_for_keys(self, kept, kept_keys, empty):
        with pytest.raises(NotABackup, match="不是所要的那一种备份"):
            restore(kept_keys, into=empty, keys=None)
        with pytest.raises(NotABackup, match="不是所要的那一种备份"):
            keys_from(kept, empty)


class TestBackup:
    def test_keeps_the_last_ones_and_clears_half_ones_away(self, house, tmp_path):
        (tmp_path / ".quancheng-20240101T000000Z.tar.gz.part").write_text("half")
        (tmp_path / "notes.txt").write_text("mine")
        taken = [take_backup(house, to=tmp_path, keep=2, now=NOW + day * DAY) for day in range(3)]
        assert [path.name for path in taken[-1].given_up] == ["quancheng-20240304T010203Z.tar.gz"]
        assert sorted(path.name for path in tmp_path.iterdir()) == [
            "notes.txt", "quancheng-20240305T010203Z.tar.gz", "quancheng-20240306T010203Z.tar.gz",
        ]  # fmt: skip
        assert newest_in(tmp_path) == taken[-1].path
        with pytest.raises(WrongFolder, match="不会覆盖"):
            take_backup(house, to=tmp_path, now=NOW + DAY)

    def test_leaves_nothing_behind_when_it_fails(self, house, tmp_path, monkeypatch):
        monkeypatch.setattr(taking, "stock_of", lambda reader: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            take_backup(house, to=tmp_path, now=NOW)
        assert list(tmp_path.iterdir()) == []

    def test_is_alone_in_its_folder(self, house, tmp_path):
        with taking._alone_in(tmp_path), pytest.raises(BackupRunning, match="请等它结束"):
            take_backup(house, to=tmp_path, now=NOW)

    def test_of_keys_lies_apart_and_is_kept_once(self, house, tmp_path):
        for keys, records in (("r/k", "r"), ("k", "k/r"), ("r", "r")):
            with pytest.raises(KeysBesideTheRecords):
                take_keys(house, to=tmp_path / keys, apart_from=tmp_path / records, now=NOW)
        (tmp_path / "way-round").symlink_to(tmp_path / "r")
        with pytest.raises(KeysBesideTheRecords):
            take_keys(house, to=tmp_path / "way-round" / "k", apart_from=tmp_path / "r", now=NOW)
        first = take_keys(house, to=tmp_path / "k", apart_from=tmp_path / "r", now=NOW)
        again = take_keys(house, to=tmp_path / "k", apart_from=tmp_path / "r", now=NOW + DAY)
        assert first.path == again.path
        assert {line.name.split("/")[0] for line in keys_in(first.path).files} == {"keys", "secret-key"}

    def test_wants_keys_a_folder_outside_and_plain_files(self, house, tmp_path):
        lost = replace(house, folder=tmp_path, keys=tmp_path / "lost")
        with pytest.raises(NoKeys, match="没有 current 文件"):
            take_backup(lost, to=tmp_path / "b", now=NOW)
        with pytest.raises(WrongFolder, match="在要备份的目录"):
            take_backup(house, to=house.folder / "media" / "b", now=NOW)
        inside = replace(house, folder=tmp_path, keys=tmp_path / "media" / "keys")
        with pytest.raises(KeysBesideTheRecords, match="请先移出密钥"):
            take_backup(inside, to=tmp_path / "b", now=NOW)
        (tmp_path / "media").mkdir()
        (tmp_path / "media" / "away").symlink_to("/etc")
        with pytest.raises(OddFile, match="符号链接"):
            take_backup(replace(house, folder=tmp_path), to=tmp_path / "b", now=NOW)
        assert list((tmp_path / "b").iterdir()) == []

    def test_says_when_a_file_went_meanwhile(self, tmp_path):
        with pytest.raises(ChangedMeanwhile, match="请再备份一次"), written(tmp_path / "a") as archive:
            archive.add("media/gone", tmp_path / "gone")
        assert list(tmp_path.iterdir()) == []

    def test_writes_the_front_that_reading_asks_for(self, kept):
        assert kept.read_bytes().startswith(FRONT)


class TestSqlite:
    def test_says_when_the_database_is_damaged(self, tmp_path):
        (tmp_path / "broken").write_bytes(b"no database" * 1000)
        with pytest.raises(DatabaseDamaged, match="无法复制"):
            SqliteDatabase(tmp_path / "broken").copy(tmp_path / "copy", lambda reader: None)


def failed(line: list[str]) -> subprocess.CompletedProcess[str]:
    return subprocess.CompletedProcess(line, 1, "", "away")


class TestPostgresql:
    DATABASE = PostgresqlDatabase(
        "quancheng", "db.example.cn", "5433", "zwgk", "p@ss/w", {"sslmode": "require"}
    )

    def test_names_the_package_when_its_tools_are_missing(self, monkeypatch, tmp_path):
        monkeypatch.setattr(postgresql, "DEBIAN", tmp_path)
        monkeypatch.setenv("PATH", str(tmp_path))
        with pytest.raises(ToolMissing, match="postgresql-client"):
            postgresql.found("pg_dump")

    def test_finds_its_tools_where_debian_puts_them(self, monkeypatch, tmp_path):
        for version in ("9", "15"):
            (tmp_path / version / "bin").mkdir(parents=True)
            (tmp_path / version / "bin" / "pg_dump").touch()
        monkeypatch.setattr(postgresql, "DEBIAN", tmp_path)
        monkeypatch.setenv("PATH", "")
        assert postgresql.found("pg_dump") == tmp_path / "15" / "bin" / "pg_dump"

    def test_never_puts_the_password_on_a_command_line(self, monkeypatch, tmp_path):
        seen = {}
        monkeypatch.setattr(postgresql, "found", lambda tool: Path("/usr/bin") / tool)
        monkeypatch.setattr(
            postgresql.subprocess, "run",
            lambda line, **how: seen.update(line=line, **how) or failed(line),
        )  # fmt: skip
        with pytest.raises(DatabaseDamaged, match="pg_restore 没有做完，away"):
            self.DATABASE.fill(tmp_path / "copy")
        assert "p@ss/w" not in " ".join(seen["line"])
        assert "sslmode=require" in " ".join(seen["line"])
        assert seen["env"]["PGPASSWORD"] == "p@ss/w"
        assert "p@ss" not in repr(self.DATABASE) + str(self.DATABASE)

    def test_is_told_to_another_process_by_an_address(self):
        told = "postgresql://zwgk:p%40ss%2Fw@db.example.cn:5433/quancheng?sslmode=require"
        assert self.DATABASE.address == told


def test_every_refusal_has_a_sentence_and_a_code_of_its_own():
    refusals = [each for each in Refusal.__subclasses__() if each.__module__.startswith(taking.__package__)]
    assert len({each.code for each in refusals}) == len(refusals) > 10
    assert all(each.code.startswith("keeping.") for each in refusals)
