"""Who may open accounts and give roles, and how far. No tables, no clock."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.foundation.appointments.rules import ASSOCIATIONS, Role, Within, grant

NOTICES = Kind("账号与角色", "授予或取消角色，启用激活码，锁定或解锁账号", icon="users", is_important=True)
GRANTS = (
    grant("accounts.staff", Within.SUBTREE, roles=(Role.ADMINISTRATOR,)),
    grant("accounts.staff", Within.OWN, roles=(Role.LEADER, Role.SECRETARY)),
    grant("accounts.invite", Within.SUBTREE, roles=(Role.ADMINISTRATOR,)),
    grant("accounts.revoke", Within.SUBTREE, roles=(Role.ADMINISTRATOR,)),
    grant("accounts.dismiss", Within.SUBTREE, roles=(Role.ADMINISTRATOR,)),
    grant("accounts.hand_over", Within.BELOW, roles=(Role.ADMINISTRATOR,), families=ASSOCIATIONS),
    grant("accounts.lock_account", Within.BELOW, roles=(Role.ADMINISTRATOR,), families=ASSOCIATIONS),
    grant("accounts.unlock_account", Within.BELOW, roles=(Role.ADMINISTRATOR,), families=ASSOCIATIONS),
    grant("accounts.invite_many", Within.SUBTREE, roles=(Role.ADMINISTRATOR,), families=ASSOCIATIONS),
    grant("accounts.export_staff", Within.SUBTREE, roles=(Role.ADMINISTRATOR,)),
    # The security administrator locks any account, but sees no business (三员分立).
    grant("accounts.lock_account", Within.PLATFORM, roles=(Role.SECURITY_ADMINISTRATOR,)),
    grant("accounts.unlock_account", Within.PLATFORM, roles=(Role.SECURITY_ADMINISTRATOR,)),
    grant("accounts.find_account", Within.PLATFORM, roles=(Role.SECURITY_ADMINISTRATOR,)),
    # Who answers for a body reads what was done there and below (SCP-06).
    grant("accounts.records", Within.SUBTREE, roles=(Role.ADMINISTRATOR, Role.LEADER)),
    grant("accounts.export", Within.SUBTREE, roles=(Role.ADMINISTRATOR, Role.LEADER)),
    # The audit administrator reads the trail and verifies it; the system administrator reads how the platform is.
    grant("accounts.read_records", Within.PLATFORM, roles=(Role.AUDIT_ADMINISTRATOR,)),
    grant("accounts.verify_records", Within.PLATFORM, roles=(Role.AUDIT_ADMINISTRATOR,)),
    grant("accounts.export_records", Within.PLATFORM, roles=(Role.AUDIT_ADMINISTRATOR,)),
    grant("accounts.watch_platform", Within.PLATFORM, roles=(Role.SYSTEM_ADMINISTRATOR,)),
)


def require_other(*, person: int, by: int | None) -> None:
    """Refuse to lock one's own account."""
    if person == by:
        raise ValidationError("不能锁定自己的账号。")


def require_all_within(*, held: Collection[int], within: Collection[int]) -> None:
    """Refuse to lock somebody who also has a role where the asker does not reach (SCP-03)."""
    if not set(held) <= set(within):
        raise ValidationError(
            "这个人还在您管辖范围以外的组织任职，不能锁定整个账号。请取消其在本辖区的角色，或联系共同的上级。"
        )


TRAIL = Words(
    "登录",
    deeds={
        "accounts.signin": "登录",
        "accounts.change_factors": "变更第二验证方式或绑定的身份",
        "accounts.export_staff": "导出人员名单",
        "accounts.export_records": "导出审计记录",
        "accounts.export": "导出本辖区的审计记录",
        "accounts.verify_records": "核对审计记录",
    },
    things={"jobs.job": "导出等任务"},
    facts={
        "kinds": "验证方式",
        "filters": "筛选条件",
        "count": "条数",
        "below": "含下级",
        "since": "从",
        "until": "到",
    },
    values={
        "kinds": {
            "totp": "验证器应用",
            "webauthn": "通行密钥",
            "recovery_codes": "恢复码",
            "oidc": "统一身份认证",
            "weixin": "微信",
            "dingtalk": "钉钉",
        }
    },
)


def require_exportable(count: int, *, most: int) -> None:
    """Refuse to take away nothing, or more than a table can well hold."""
    if not count:
        raise ValidationError("没有符合条件的记录，没有可导出的内容。")
    if count > most:
        raise ValidationError(f"符合条件的记录超过 {most:,} 条，请缩小日期范围后再导出。")


# Of these the audit administrator also reads what stood before and after: accounts, roles, personal data, organisations
# and the trail itself. Of all other business he reads who did what when to which thing, no more (ACC-02, 三员分立).
AUDITED = frozenset({"accounts", "appointments", "organisations", "people", "records", "regions"})
# Who looked at personal data, wherever that was.
PERSONAL = frozenset({"directory.reveal_contact", "registrations.reveal"})


def is_disclosed(deed: str) -> bool:
    """Tell whether the audit administrator reads before and after of a deed.

    >>> is_disclosed("people.lock_account"), is_disclosed("elections.close"), is_disclosed("registrations.reveal")
    (True, False, True)
    """
    return deed.split(".", maxsplit=1)[0] in AUDITED or deed in PERSONAL


BROWSERS = (
    ("MicroMessenger", "微信"),
    ("DingTalk", "钉钉"),
    ("Edg", "Edge 浏览器"),
    ("OPR/", "Opera 浏览器"),
    ("Firefox", "Firefox 浏览器"),
    ("Chrome", "Chrome 浏览器"),
    ("Safari", "Safari 浏览器"),
)
SYSTEMS = (
    ("HarmonyOS", "鸿蒙"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "安卓手机"),
    ("Windows", "Windows 电脑"),
    ("Macintosh", "苹果电脑"),
    ("Linux", "Linux 电脑"),
)


def device(agent: str) -> str:
    """Name browser and system.

    >>> device("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36")
    'Windows 电脑，Chrome 浏览器'
    >>> device("curl/8")
    '其他设备'
    """
    found = [next((words for mark, words in known if mark in agent), "") for known in (SYSTEMS, BROWSERS)]
    return "，".join(filter(None, found)) or "其他设备"


def masked_address(address: str) -> str:
    """Return so much of a network address as tells one network from another.

    >>> masked_address("192.0.2.7"), masked_address("2001:db8::7"), masked_address("")
    ('192.0.*.*', '2001:db8:*', '')
    """
    separator, shown = (":", "*") if ":" in address else (".", "*.*")
    parts = address.split(separator)
    return separator.join([*parts[:2], shown]) if len(parts) > 2 else address
