"""Whether a package of materials is still as it left the house: `check_package 材料包.zip`."""

import io
import zipfile
from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from quancheng.kernel.files.keeping import digest_of
from quancheng.kernel.files.packing import MANIFEST, faults_of
from quancheng.records.inspections.queries.packing import is_known_manifest


class Command(BaseCommand):
    help = "核对迎检材料包：每个文件与清单是否一致，清单是否由本系统导出"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("package", type=Path, help="材料包（zip）")

    def handle(self, *args: object, package: Path, **options: object) -> None:
        try:
            data = package.read_bytes()
        except OSError as error:
            raise CommandError(f"读不了“{package}”，请检查路径") from error
        faults = list(faults_of(data, digest_of))
        for fault in faults:
            self.stdout.write(f"{fault.path}：{fault.why}")
        if faults:
            raise CommandError(f"有{len(faults)}处不符")
        with zipfile.ZipFile(io.BytesIO(data)) as box:
            manifest = box.read(MANIFEST)
        if not is_known_manifest(digest_of(manifest)):
            raise CommandError("文件与清单一致，但这份清单不是本系统导出的")
        self.stdout.write("全部文件与清单一致，清单由本系统导出")
