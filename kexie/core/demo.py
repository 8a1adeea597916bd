"""The demonstration's accounts: who is printed at the start, opened by the data, and shown on the sign-in page."""

PASSWORD = "kexie-demo"  # noqa: S105 - printed for everybody, in demo mode only
ACCOUNTS = {
    "national": "中国科协（演示）",
    "hunan": "湖南省科协（演示）",
    "yueyang": "岳阳市科协（演示）",
    "yunxi": "云溪区科协（演示）",
    "changling": "长岭炼化科协（演示）",
    "jiangsu": "江苏省科协（演示）",
    "nanjing": "南京市科协（演示）",
    "qixia": "栖霞区科协（演示）",
    "member": "会员（演示）",
    "expert": "专家（演示）",
    "sysadmin": "系统管理员（演示）",
    "secadmin": "安全管理员（演示）",
    "auditadmin": "审计管理员（演示）",
}
