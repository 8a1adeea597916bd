"""How a browser calls itself, in words."""

from django import template

register = template.Library()
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


@register.filter
def device(agent: str) -> str:
    """Name browser and system.

    >>> device("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/130.0 Safari/537.36")
    'Windows 电脑，Chrome 浏览器'
    >>> device("curl/8")
    '其他设备'
    """
    found = [next((words for mark, words in known if mark in agent), "") for known in (SYSTEMS, BROWSERS)]
    return "，".join(filter(None, found)) or "其他设备"
