"""The demonstration's data: real where the handbook gives facts (and says so), otherwise plainly fictitious."""

from collections.abc import Callable

from kexie.core.actors import Actor
from kexie.engines.indicators import actions as indicators
from kexie.engines.indicators import queries as figures
from kexie.foundation.organisations import actions as organisations
from kexie.foundation.organisations.models import Organisation
from kexie.foundation.organisations.rules import GRASSROOTS_LISTS
from kexie.foundation.regions import actions as regions
from kexie.foundation.regions import queries as divisions
from kexie.operation.demo import (
    affiliations,
    care,
    charters,
    contacts,
    dues,
    establishment,
    evaluations,
    fictitious,
    jobs,
    logos,
    members,
    notices,
    polls,
    real,
    registrations,
    standing,
    stations,
    surveys,
)
from kexie.operation.demo.accounts import open_accounts

BY = Actor.platform("演示数据")
Say = Callable[[str], object]


def places(*, by: Actor, say: Say) -> None:
    """Bring divisions, their known changes and the associations of all places up to the shipped data."""
    say(f"行政区划：新增 {regions.load(divisions.shipped_rows(), by=by)} 个")
    applied = divisions.applied()
    due = [change for change in divisions.shipped_changes() if change.key not in applied]
    organisations.redistrict([change for change in due if change.effective_on <= divisions.TABLE_DATE], by=by)
    new = organisations.found_places(by=by)
    left = organisations.redistrict([change for change in due if change.effective_on > divisions.TABLE_DATE], by=by)
    say(f"区划变更：补记 {len(due)} 项")
    for line in left:
        say(f"  {line}")
    say(f"各级科协：新增 {new + organisations.found_places(by=by)} 个")
    say(f"公开数字：新增 {indicators.load(figures.shipped(), by=by)} 项")


def load(*, say: Say) -> None:
    """Load everything once; a second call changes nothing."""
    places(by=BY, say=say)
    organisations.publish_places(by=BY)
    if Organisation.objects.filter(listing__in=GRASSROOTS_LISTS).exists():
        say("演示组织：已经有了")
    else:
        say(f"手册中的组织：{real.load(by=BY)} 个")
        say(f"虚构的示例组织：{fictitious.load(by=BY)} 个")
    say(f"演示账号：新增 {open_accounts(by=BY)} 个")
    say(f"通讯录：新增 {contacts.load(by=BY)} 人")
    say(f"徽标：新增 {logos.load(by=BY)} 个")
    say(f"待审核的注册申请：新增 {registrations.load(by=BY)} 件")
    say(f"章程：新增 {charters.load(by=BY)} 版")
    say(f"科协设立：新增 {establishment.load(by=BY)} 件")
    say(f"会员与入会申请：新增 {members.load(by=BY)} 名会员")
    say(f"团体会员申请：新增 {affiliations.load(by=BY)} 件")
    say(f"会费：新增 {dues.load(by=BY)} 人次")
    say(f"年度考核：新增 {evaluations.load(by=BY)} 个组织的考核")
    say(f"组织状态：新增 {standing.load(by=BY)} 个")
    say(f"会员关怀：新增 {care.load(by=BY)} 项同意")
    say(f"问卷调查：新增 {surveys.load(by=BY)} 份答卷")
    say(f"在线投票：新增 {polls.load(by=BY)} 票")
    say(f"调查站点：新增 {stations.load(by=BY)} 个")
    say(f"任务进度：新增 {jobs.load()} 项")
    say(f"消息：新增 {notices.load(by=BY)} 条")
