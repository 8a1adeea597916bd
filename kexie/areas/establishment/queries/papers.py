"""What stands on the papers of a founding: the reply, the certificate, the plaque (EST-10, EST-16)."""

from kexie.areas.directory.queries.bodies import region_names
from kexie.areas.establishment import rules
from kexie.areas.establishment.models import Case, Certificate, Sanction
from kexie.areas.establishment.queries.cases import units
from kexie.engines.files import queries as files
from kexie.engines.papers.rules import Certificate as Paper
from kexie.engines.papers.rules import Official
from kexie.foundation.organisations.rules import KINDS


def reply(case: Case) -> Official:
    """Return the reply with which an association approved or filed a body."""
    given, body, desk = case.reply, case.body, case.organisation
    verb = "准予备案" if case.is_filing else "同意设立"
    return Official(
        organ=desk.name,
        number=given.number,
        title=f"{desk.name}关于{verb}{body.name}的批复",
        recipients=(units(case),),
        paragraphs=tuple(
            rules.reply_words(
                name=body.name,
                host="各单位" if case.is_united else case.lead.name,
                is_filing=case.is_filing,
                congress_on=case.congress_on,
                text="合作协议" if case.kind == rules.CONSORTIUM else "章程",
            )
        ),
        attachments=(),
        signed_by=desk.name,
        signed_on=given.issued_on,
        seal=files.content(given.seal) if given.seal else None,
        names=(desk.name, body.name),
    )


def certificate(row: Certificate, address: str) -> Paper:
    """Return the certificate of a body; `address` is the page on which anybody verifies it."""
    body = row.body
    return Paper(
        number=row.number,
        name=row.name,
        kind=KINDS[body.kind].label,
        host=row.host,
        chair=row.chair,
        place=region_names().get(body.region_id or "", ""),
        founded_on=row.founded_on,
        issued_by=row.organisation.name,
        issued_on=row.issued_on,
        url=address,
    )


def decision(row: Sanction) -> Official:
    """Return the paper of a sanction (EST-12)."""
    body, issuer, measure = row.body, row.organisation, rules.Measure(row.measure)
    return Official(
        organ=issuer.name,
        number=row.number,
        title=f"{issuer.name}关于对{body.name}{rules.MEASURE_LABELS[measure]}的决定",
        recipients=(body.name,),
        paragraphs=tuple(
            rules.decision_words(
                name=body.name,
                measure=measure,
                ground=rules.Ground(row.ground),
                facts=row.facts,
                due=row.due,
                appeal=row.appeal,
            )
        ),
        attachments=(),
        signed_by=issuer.name,
        signed_on=row.issued_on,
        names=(issuer.name, body.name),
    )


def facts(row: Certificate) -> list[tuple[str, str]]:
    """Return what a certificate says, by label, to be compared with the paper."""
    place = region_names().get(row.body.region_id or "", "")
    found = [
        ("证书编号", row.number),
        ("名称", row.name),
        ("类型", KINDS[row.body.kind].label),
        ("所在单位", row.host),
        ("主席", row.chair),
        ("所在地区", place),
        ("成立日期", f"{row.founded_on:%Y-%m-%d}"),
        ("发证科协", row.organisation.name),
        ("发证日期", f"{row.issued_on:%Y-%m-%d}"),
    ]
    return [(label, value) for label, value in found if value]
