"""Lists of organisations that people take away (ORG-09).

What they hold is asked for when the worker writes them, with what their owner reaches then (SCP-05).
"""

from collections.abc import Mapping

from kexie.areas.directory.queries import contacts, exports, managing
from kexie.core.actors import Actor
from kexie.engines.jobs import actions as jobs
from kexie.engines.jobs.actions import Work
from kexie.engines.jobs.models import Job
from kexie.foundation.organisations.models import Organisation


def export(base: str, *, by: Actor, **filters: str) -> Job:
    """Let a long list of organisations online be written, as it was filtered; `base` is the list's full address."""
    return jobs.start(
        "directory.export",
        title="组织在线名单",
        by=by,
        given={"filters": exports.meant(filters), "base": base},
        unit="个组织",
        back=exports.browse_address(filters),
    )


def export_subordinates(body: Organisation, *, by: Actor, **filters: str) -> Job:
    """Let the list of the bodies below an association be written, filtered as it was shown."""
    return jobs.start(
        "directory.export_subordinates",
        title=f"{body.called}下级组织名单"[:120],
        by=by,
        organisation=body,
        permission="directory.manage",
        given={"filters": exports.meant(filters)},
        unit="个组织",
        back=managing.address(body, exports.meant(filters)),
    )


def export_contacts(body: Organisation, *, by: Actor, **filters: str) -> Job:
    """Let the address book of an organisation be written, filtered as it was shown, mobile numbers masked (ORG-11)."""
    return jobs.start(
        "directory.export_contacts",
        title=f"{body.called}通讯录"[:120],
        by=by,
        organisation=body,
        permission="directory.export_contacts",
        given={"filters": exports.meant(filters)},
        unit="人",
        back=contacts.address(body, exports.meant(filters)),
    )


def write_contacts(work: Work) -> None:
    """Write the address book that somebody asked for."""
    filters: Mapping[str, str] = work.given["filters"]
    opened = Organisation.objects.where_may(work.by, "directory.export_contacts")
    body = opened.filter(pk__in=[work.job.organisation_id]).get()  # or the job would not have begun
    table = exports.contacts(body, work.by, filters)
    after = {name: value for name, value in filters.items() if name != "q"}  # often somebody's name
    jobs.take_away(work, "directory.export_contacts", table, after=after)


def write_online(work: Work) -> None:
    """Write the list of organisations online that somebody asked for."""
    filters: Mapping[str, str] = work.given["filters"]
    table = exports.online(Organisation.objects.published(), filters, work.given["base"])
    jobs.take_away(work, "directory.export", table, after=filters)


def write_subordinates(work: Work) -> None:
    """Write the list of the bodies below an association that somebody asked for."""
    filters: Mapping[str, str] = work.given["filters"]
    reached = Organisation.objects.where_may(work.by, "directory.manage")
    body = reached.filter(pk__in=[work.job.organisation_id]).get()  # or the job would not have begun
    table = exports.subordinates(reached, body, filters)
    jobs.take_away(work, "directory.export_subordinates", table, after=filters)
