"""Who may open accounts and give roles, and how far. No tables, no clock."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

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
    # The audit administrator reads what was done to accounts and roles; the system administrator how the platform is.
    grant("accounts.read_records", Within.PLATFORM, roles=(Role.AUDIT_ADMINISTRATOR,)),
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


# What the audit administrator reads of accounts and roles, in words.
DEEDS = {
    "people.open_account": "开立账号",
    "people.change_password": "修改密码",
    "people.reset_password": "重设密码",
    "people.require_new_password": "要求修改密码",
    "people.lock_account": "锁定账号",
    "people.unlock_account": "解锁账号",
    "people.end_sessions": "退出全部登录",
    "people.set_mobile": "修改手机号",
    "people.set_email": "修改邮箱",
    "people.consent": "同意个人信息处理",
    "people.reveal": "查看完整个人信息",
    "registrations.reveal": "查看完整联系电话",
    "people.close_account": "注销账号",
    "people.encrypt_anew": "更换加密密钥",
    "accounts.change_factors": "变更第二验证方式",
    "appointments.appoint": "授予角色",
    "appointments.dismiss": "取消角色",
    "appointments.invite": "生成激活码",
    "appointments.revoke": "作废激活码",
    "appointments.take_up": "启用激活码",
    "accounts.export_staff": "导出人员名单",
}
