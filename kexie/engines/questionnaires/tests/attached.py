"""Questionnaires that ask for files, for tests."""

import io
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile

from kexie.engines.questionnaires.tests import illustrated

ITEMS: list[dict[str, Any]] = [
    {
        "key": "has",
        "kind": "single",
        "label": "有没有证书",
        "choices": [{"key": "yes", "label": "有"}, {"key": "no", "label": "没有"}],
    },
    {"key": "proof", "kind": "file", "label": "证书", "most": "2", "megabytes": 1, "when": ["chosen", "has", "yes"]},
    {"key": "photo", "kind": "image", "label": "照片"},
    {"key": "sign", "kind": "signature", "label": "签名"},
]


def pdf(name: str = "证书.pdf", more: int = 0) -> SimpleUploadedFile:
    """A small PDF, or one that is larger by so many bytes."""
    file = io.BytesIO()
    paper = pikepdf.new()
    paper.add_blank_page()
    paper.save(file)
    return SimpleUploadedFile(name, file.getvalue() + b" " * more)


def png(name: str = "照片.png") -> SimpleUploadedFile:
    """A small picture."""
    return SimpleUploadedFile(name, illustrated.png())
