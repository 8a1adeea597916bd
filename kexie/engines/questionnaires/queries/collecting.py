"""Who answers, under which word the roll knows them, and whether answers are taken."""

from dataclasses import dataclass
from hashlib import sha256

from django.core.exceptions import ValidationError

from kexie.core import clock
from kexie.engines.questionnaires import rules
from kexie.engines.questionnaires.models import Collection, Draft
from kexie.engines.questionnaires.rules import Once


@dataclass(frozen=True)
class Respondent:
    """Who answers: a person who is signed in, the organisation that is spoken for, the token of the device."""

    person: int | None = None
    organisation: int | None = None
    device: str = ""
    origin: str = ""  # the digest of the network, where it is kept

    def key(self, once: Once) -> str:
        """Under which word the roll knows whoever answers; raises ValidationError where that is not known."""
        match once:
            case Once.PERSON:
                key, missing = key_of(person=self.person), "请先登录再填写。"
            case Once.ORGANISATION:
                key, missing = key_of(organisation=self.organisation), "请以组织的工作人员身份填写。"
            case Once.DEVICE:
                key, missing = key_of(device=self.token), "请允许浏览器保存 Cookie 后再填写。"
            case _:
                return ""
        if not key:
            raise ValidationError(missing)
        return key

    @property
    def token(self) -> str:
        """The digest of the device's token; the token itself is only in the browser."""
        return sha256(self.device.encode()).hexdigest() if self.device else ""

    @property
    def desk(self) -> str:
        """Under which word a draft lies: that of the account, so that it goes on elsewhere; empty for a visitor."""
        own = key_of(person=self.person)
        return f"{own}/{self.organisation}" if own and self.organisation is not None else own


def key_of(*, person: int | None = None, organisation: int | None = None, device: str = "") -> str:
    """Return under which word somebody stands on the roll; empty for nobody in particular."""
    if person is not None:
        return f"person:{person}"
    if organisation is not None:
        return f"organisation:{organisation}"
    return f"device:{device}" if device else ""


def seat_of(collection: Collection, respondent: Respondent) -> str:
    """Return under which word the roll crosses somebody off, each day anew where that is so; empty for nobody.

    Raises ValidationError where it is not known who answers.
    """
    key = respondent.key(Once(collection.once))
    return f"{key}@{clock.today():%Y%m%d}" if key and collection.is_daily else key


def state_of(collection: Collection) -> rules.State:
    """Whether a collection takes answers now."""
    return rules.state(
        clock.now(),
        opens_at=collection.opens_at,
        closes_at=collection.closes_at,
        closed_at=collection.closed_at,
        taken=collection.taken,
        most=collection.most,
    )


def mark_of(draft: Draft) -> str:
    """Return the mark of what is kept of somebody's answer: another one each time it is saved."""
    return str(round(draft.saved_at.timestamp() * 1_000_000))
