"""This machine: disk, files, fonts, backups."""

import json
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.storage import storages

from kexie.core.disk import Disk
from kexie.engines.files import queries as files
from kexie.engines.papers import queries as papers
from kexie.engines.papers import rules as fonts
from kexie.operation import home
from kexie.operation.doctor import Finding, bad, good, note

GIGABYTE = 1 << 30
LITTLE, TOO_LITTLE = 5 * GIGABYTE, GIGABYTE
BACKUP_DAYS = 2
RARE = "𠮷㐂䶮"  # in names, and in GB 18030 but not in GBK: what a small font lacks


def checks() -> Iterator[Finding]:
    """Look at the machine that the command runs on."""
    yield from _store()
    yield from _scanner()
    yield from _space()
    yield from _fonts()
    yield from _backup()


def _store() -> Iterator[Finding]:
    store = storages["files"]
    place = store.location if isinstance(store, Disk) else "对象存储"
    if fault := files.store_fault():
        yield bad("文件存储", fault, "请检查 KEXIE_FILES 和文件夹的权限。")
    else:
        yield good("文件存储", f"{place} 可以读写")


def _scanner() -> Iterator[Finding]:
    if not settings.SCANNER:
        yield note("病毒扫描", "没有设置，上传的文件只检查格式和内容", "需要时请安装 clamd，并设置 KEXIE_SCANNER。")
    elif fault := files.scanner_fault():
        yield bad("病毒扫描", fault, "请检查 clamd 和 KEXIE_SCANNER。")
    else:
        yield good("病毒扫描", "有应答")


def _space() -> Iterator[Finding]:
    places = {"数据文件夹": home.folder(), "临时文件夹": Path(tempfile.gettempdir())}
    store = storages["files"]
    if isinstance(store, Disk):
        places["文件存储"] = Path(store.location)
    for name, path in places.items():
        there = next(folder for folder in (path, *path.parents) if folder.exists())
        usage = shutil.disk_usage(there)
        words = f"还有 {usage.free / GIGABYTE:.1f} GB"
        if usage.free < TOO_LITTLE:
            yield bad(f"磁盘（{name}）", words, "请尽快清理或扩容；写满后不能保存新内容。")
        elif usage.free < LITTLE:
            yield note(f"磁盘（{name}）", words, "请清理或扩容。")
        else:
            yield good(f"磁盘（{name}）", words)


def _fonts() -> Iterator[Finding]:
    try:
        found = fonts.printing(papers.families())
    except ValidationError:
        yield bad("字体", "没有中文字体，不能生成 PDF", "请安装 fonts-noto-cjk 后重新启动。")
        return
    if missing := papers.uncovered([RARE]):
        yield note(
            "字体",
            f"{found[0]}，没有人名里的这些字：{'、'.join(sorted(missing))}",
            "请安装 fonts-noto-cjk 后重新启动。",
        )
    else:
        yield good("字体", found[0])


def _backup() -> Iterator[Finding]:
    help_ = "请每天运行 kexie backup，并把备份放到另一台机器上。"
    make = note if settings.DEMO else bad
    try:
        known = json.loads((home.folder() / "backup.json").read_text())
        days = (time.time() - float(known["at"])) / 86_400
    except (OSError, ValueError, KeyError):
        yield make("备份", "这台机器上没有做过备份", help_)
        return
    words = f"上次是 {max(days, 0):.1f} 天前"
    yield good("备份", words) if days <= BACKUP_DAYS else make("备份", words, help_)
