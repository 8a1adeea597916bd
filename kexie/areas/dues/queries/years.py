"""A body's years of dues, and the sums of one of them."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, Sum

from kexie.areas.dues.models import DueQuerySet, Year, YearQuerySet
from kexie.areas.dues.rules import yuan
from kexie.foundation.organisations.models import Organisation

MOST = 50
SUMS = ("amount", "paid", "waived", "remainder")


@dataclass(frozen=True)
class Line:
    """How the dues of one rate stand, or of all together."""

    label: str
    members: int
    owing: int
    amount: int
    paid: int
    waived: int
    remainder: int

    @property
    def yuan(self) -> dict[str, str]:
        """The amounts as they are shown."""
        return {name: yuan(getattr(self, name)) for name in SUMS}

    @property
    def shown(self) -> list[tuple[str, str]]:
        """The columns after the label, with their headings."""
        return [
            ("人数", f"{self.members:,}"),
            ("应缴（元）", yuan(self.amount)),
            ("已缴（元）", yuan(self.paid)),
            ("减免（元）", yuan(self.waived)),
            ("未缴（元）", yuan(self.remainder)),
            ("未缴清人数", f"{self.owing:,}"),
        ]


def of_body(rows: YearQuerySet, body: Organisation) -> list[Year]:
    """Return a body's years, the last first."""
    return list(rows.filter(organisation=body).order_by("-year")[:MOST])


def summary(rows: DueQuerySet, year: Year) -> list[Line]:
    """Return a year's sums for each of its rates, and for all together at the end (MEM-05)."""
    found = rows.filter(year=year).order_by().values("rate")
    counted = found.annotate(
        members=Count("id"), owing=Count("id", filter=Q(remainder__gt=0)), **{f"all_{name}": Sum(name) for name in SUMS}
    )
    sums: dict[int, Any] = {one["rate"]: one for one in counted}
    lines = [_line(rate.name, sums.get(rate.pk)) for rate in year.rates.all()]
    return [*lines, _together(lines)]


def _line(label: str, found: dict[str, Any] | None) -> Line:
    if found is None:
        return Line(label, *[0] * 6)
    return Line(label, found["members"], found["owing"], *(found[f"all_{name}"] for name in SUMS))


def _together(lines: list[Line]) -> Line:
    sums = (sum(getattr(line, name) for line in lines) for name in SUMS)
    return Line("合计", sum(line.members for line in lines), sum(line.owing for line in lines), *sums)
