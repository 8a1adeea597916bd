"""Names of bodies and of people in the forms that lists sort and search by."""

from collections.abc import Mapping
from functools import cache, lru_cache
from itertools import product
from typing import Any

from django.db import transaction
from pypinyin import Style, lazy_pinyin, load_phrases_dict, pinyin
from pypinyin.seg.simpleseg import seg

from kexie.foundation.organisations import rules
from kexie.foundation.organisations.models import EnterpriseProfile, Organisation, Post, Relation
from kexie.foundation.regions.queries import shipped_rows

# Characters of place and company names with two usual readings: both are searched for.
POLYPHONES = frozenset("长重行乐单曾朝调厦柏车传弹度藏盛系蔚尉六任仇区查盖朴翟员解")
SPELLINGS = 6


def describe(body: Organisation, properties: Mapping[str, Any]) -> None:
    """Set what lists sort and search by: the name's key, the searched text and its pieces.

    `properties` are those of the enterprise behind the body: industry, ownership, size.
    """
    body.listing = body.declared.listing
    names = [body.name, body.short_name]
    readings = [spellings(name) for name in names]
    body.name_key = _joined(readings[0][0])[:400]
    usual_first = [*(own[0] for own in readings), *(other for own in readings for other in own[1:])]
    texts = [*names, *(text for spelling in usual_first for text in (spelling, initials(spelling)))]
    body.searched = " ".join(dict.fromkeys(filter(None, map(_joined, texts))))[:1500]
    industry = str(properties.get("industry") or "")
    marks = rules.facets(
        (
            ("listing", body.listing),
            ("kind", body.kind),
            ("status", body.status),
            ("section", industry[:1]),
            ("industry", industry if len(industry) > 1 else ""),
            ("ownership", str(properties.get("ownership") or "")),
            ("size", str(properties.get("size") or "")),
        )
    )
    body.terms = sorted(rules.grams(body.searched) | marks)


def describe_post(post: Post, body: Organisation) -> None:
    """Set what the address book sorts and searches by: the holder's name, and all by which the body is found."""
    readings = spellings_of_person(post.holder)
    post.holder_key = _joined(readings[0])[:200]
    own = [post.holder, *(text for spelling in readings for text in (spelling, initials(spelling)))]
    post.searched = " ".join([*dict.fromkeys(filter(None, map(_joined, own))), body.searched])[:2000]
    marks = rules.facets((("title", str(int(post.title))), ("listing", body.listing), ("kind", body.kind)))
    post.terms = sorted(rules.grams(post.searched) | marks)


def _joined(text: str) -> str:
    return "".join(text.casefold().split())


def spellings(name: str) -> list[str]:
    """Return a name's readings in pinyin, the usual one first, syllables apart; at most six.

    >>> spellings("长岭科协")[:2]
    ['chang ling ke xie', 'zhang ling ke xie']
    """
    usual = _read(name)
    found = [usual]
    for polyphone in dict.fromkeys(character for character in name if character in POLYPHONES):
        for reading in _readings(polyphone):
            found.append([reading if own == polyphone else usual[place] for place, own in enumerate(name)])
    return list(dict.fromkeys(" ".join(syllables).lower() for syllables in found))[:SPELLINGS]


def spellings_of_person(name: str) -> list[str]:
    """Return the readings of a person's name, the one with its surname as surnames are read first; at most six.

    >>> spellings_of_person("单云")[0], spellings_of_person("欧阳云")[0], spellings_of_person("示例·仇解")[0]
    ('shan yun', 'ou yang yun', 'shi li qiu jie')
    """
    usual = " ".join(" ".join(_read_person(part)) for part in rules.name_parts(name)).lower()
    return list(dict.fromkeys((usual, *spellings(name))))[:SPELLINGS]


def _read_person(name: str) -> list[str]:
    surname, given = rules.split_name(name)
    return [*rules.SURNAMES[surname], *_read(given)] if surname in rules.SURNAMES else _read(name)


def initials(spelling: str) -> str:
    """Return the first letters of a spelling's syllables.

    >>> initials("chang ling lian hua")
    'cllh'
    """
    return "".join(syllable[0] for syllable in spelling.split() if syllable[0].isalnum())


@cache
def _readings(polyphone: str) -> list[str]:
    """Return all readings of one character, the usual one first."""
    return pinyin(polyphone, style=Style.NORMAL, heteronym=True)[0]


def _read(name: str) -> list[str]:
    """Return the usual reading of each character; places are read as the division table says."""
    _learn_places()
    return [reading for piece in seg(name) for reading in _read_piece(piece)]


@lru_cache(maxsize=50_000)
def _read_piece(piece: str) -> list[str]:
    """Read a word that pypinyin knows as one; the same ones stand in many names."""
    return [readings[0] for readings in pinyin(piece, style=Style.NORMAL, errors=list)]  # type: ignore[arg-type] # may be a list


@cache
def _learn_places() -> None:
    """Teach the readings of all places: 长岭 is changling wherever it stands."""
    phrases = {}
    for row in shipped_rows():
        name, spelled = row["short_name"], row["pinyin"]
        if "".join(lazy_pinyin(name)) != spelled:
            readings = pinyin(name, style=Style.NORMAL, heteronym=True)
            fitting = (choice for choice in product(*readings) if "".join(choice).replace("ü", "v") == spelled)
            if syllables := next(fitting, None):
                phrases[name] = [[syllable] for syllable in syllables]
    load_phrases_dict(phrases, style="default")


@transaction.atomic
def index(body: Organisation) -> None:
    """Compute again what lists search by, after a change of name, profile or host."""
    owners = [body.pk]
    if body.declared.profile != rules.Profile.ENTERPRISE:
        hosts = Relation.objects.current().filter(subject=body, edge=rules.Edge.HOSTED_BY)
        owners = list(hosts.values_list("object_id", flat=True))
    profiles = EnterpriseProfile.objects.filter(organisation__in=owners).order_by("organisation")
    profile = profiles.values("industry", "ownership", "size").first()
    describe(body, profile or {})
    body.save(update_fields=["listing", "name_key", "searched", "terms"])
    posts = list(body.posts.all())
    for post in posts:
        describe_post(post, body)
    Post.objects.bulk_update(posts, ["holder_key", "searched", "terms"])
