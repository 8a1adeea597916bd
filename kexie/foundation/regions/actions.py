"""Loading the division table and following its changes (ORG-03)."""

from collections.abc import Iterable, Mapping

from django.core.exceptions import ValidationError
from django.db import transaction
from pypinyin import Style, lazy_pinyin

from kexie.core.actors import Actor
from kexie.foundation.records.actions import record
from kexie.foundation.regions import rules
from kexie.foundation.regions.models import Region, RegionChange

SUFFIXES = (
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "林区",
    "特区",
    "新区",
    "地区",
    "省",
    "市",
    "区",
    "县",
    "盟",
    "旗",
)


@transaction.atomic
def load(rows: Iterable[Mapping[str, str]], *, by: Actor) -> int:
    """Add the divisions that are missing; return how many.

    Rows that are there stay as they are: what happened to them since comes by `change`.
    """
    given = [
        Region(
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            level=rules.Level[row["level"].upper()],
            parent_id=row["parent"] or None,
            pinyin=row["pinyin"],
            initials=row["initials"],
        )
        for row in sorted(rows, key=lambda row: (rules.Level[row["level"].upper()], row["code"]))
    ]
    before = Region.objects.count()
    Region.objects.bulk_create(given, ignore_conflicts=True)
    new = Region.objects.count() - before
    if new:
        record("regions.load", given[0], by=by, after={"new": new})
    return new


@transaction.atomic
def change(change: rules.Change, *, by: Actor) -> RegionChange:
    """Apply one change of divisions; organisations follow by `organisations.actions.redistrict`."""
    rules.require_change(change)
    if change.kind == rules.ChangeKind.RENAMED:
        _rename(change)
    else:
        for code in change.into:
            _ensure(code, change.names.get(code, ""))
        for code in change.origin:
            _abolish(code, change)
    row = RegionChange.objects.create(
        kind=change.kind,
        effective_on=change.effective_on,
        origin=list(change.origin),
        into=list(change.into),
        note=change.note[:200],
    )
    record("regions.change", row, by=by, after={"from": list(change.origin), "into": list(change.into)})
    return row


def _rename(change: rules.Change) -> None:
    (code,) = change.origin
    name = change.names.get(code, "")
    region = Region.objects.filter(pk=code).first()
    if region is None or not name:
        raise ValidationError(f"更名需要现有的代码和新名称：{code}。")
    _call(region, name)
    region.save(update_fields=["name", "short_name", "pinyin", "initials"])


def _call(region: Region, name: str) -> None:
    region.name, region.short_name = name, short_name(name)
    region.pinyin = "".join(lazy_pinyin(region.short_name))
    region.initials = "".join(lazy_pinyin(region.short_name, style=Style.FIRST_LETTER))


def _ensure(code: str, name: str) -> Region:
    """Return the division of that code under that name, made if it is new or restored if the code is used again."""
    region = Region.objects.filter(pk=code).first()
    if region is None and not name:
        raise ValidationError(f"新的行政区划 {code} 没有给出名称。")
    if region is None:
        region = Region(code=code, level=rules.level(code))
    if name and name != region.name:
        _call(region, name)
    region.parent = _parent(code)
    region.abolished_on = region.successor = None
    region.save()
    if region.level == rules.Level.PREFECTURE:  # its counties may have come before it, in one file
        counties = Region.objects.current().filter(level=rules.Level.COUNTY, code__startswith=region.territory)
        counties.update(parent=region)
    return region


def _abolish(code: str, change: rules.Change) -> None:
    region = Region.objects.filter(pk=code).first() or _ensure(code, change.former_names.get(code, ""))
    region.abolished_on = change.effective_on
    region.successor_id = change.into[0] if change.into else None  # of several heirs the main one comes first
    region.save(update_fields=["abolished_on", "successor"])


def _parent(code: str) -> Region | None:
    """The division above a code: the prefecture, or the province where the county has no prefecture."""
    if rules.level(code) == rules.Level.PROVINCE:
        return None
    prefecture = Region.objects.current().filter(pk=f"{code[:4]}00", level=rules.Level.PREFECTURE).first()
    if prefecture is not None and prefecture.code != code:
        return prefecture
    province = Region.objects.filter(pk=f"{code[:2]}0000").first()
    if province is None:
        raise ValidationError(f"没有找到代码 {code} 所属的省级行政区划。")
    return province


def short_name(name: str) -> str:
    """Return the name without the word for its kind, unless too little would be left.

    >>> short_name("云溪区"), short_name("沙县"), short_name("湖南省")
    ('云溪', '沙县', '湖南')
    """
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) - len(suffix) >= 2:
            return name.removesuffix(suffix)
    return name
