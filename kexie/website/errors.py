"""Pages for what went wrong: what happened, what to do; they tell nothing else."""

import sys

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template

from kexie.core import logs
from kexie.core.outages import Outage, gate, outage

AGAIN = "您提交的内容没有保存，请稍后刷新本页再试一次。"
OUTAGES = {
    Outage.DATABASE: (
        "系统正在恢复",
        "数据库暂时连接不上，恢复后会自动继续服务。刚才如果在提交内容，恢复后请再提交一次，不会重复。",
    ),
    Outage.SPACE: (
        "存储空间不足",
        f"服务器的存储空间已满，暂时不能保存新内容，浏览一般不受影响。请通知系统管理员。{AGAIN}",
    ),
    Outage.BUSY: ("现在使用的人太多", f"系统一时忙不过来。{AGAIN}"),
}
RETRY_SECONDS = "5"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request could not be read; a BadRequest of ours says why in Chinese, Django's own are in English."""
    words = str(exception) if isinstance(exception, BadRequest) and not str(exception).isascii() else ""
    return _error(request, 400, "这个请求无法处理", words or "地址或提交的内容不完整，请返回上一页再试。")


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The form's token was missing or old."""
    return _error(request, 403, "请求没有通过安全检查", "页面可能已经过期。请返回上一页，刷新后再试一次。")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form's token was missing or old."""
    return permission_denied(request, Exception(reason))


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing is there, or nothing that this person may see: the same bytes for both (SEC-02)."""
    return _error(request, 404, "没有找到这个页面", "网址可能有误，或者内容已经移走。可以用名称查找组织。", number="")


def too_many(request: HttpRequest) -> HttpResponse:
    """Somebody tries too often."""
    return _error(request, 429, "操作太频繁了", "请过几分钟再试。")


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke here, or nothing works without what is amiss outside (REL-07).

    The page needs neither database nor session. It tells the request's name, which stands in the log, too.
    """
    amiss = outage(sys.exc_info()[1])
    if amiss is None:
        return _broken(500, "系统暂时无法处理", f"问题出在我们这边，已经记录下来。{AGAIN}")
    if amiss is Outage.DATABASE:
        gate.shut()
    answer = _broken(503, *OUTAGES[amiss])
    answer["Retry-After"] = RETRY_SECONDS
    return answer


def away(request: HttpRequest) -> HttpResponse:
    """The database did not answer others a moment ago."""
    answer = _broken(503, *OUTAGES[Outage.DATABASE])
    answer["Retry-After"] = RETRY_SECONDS
    return answer


def _broken(status: int, heading: str, words: str) -> HttpResponse:
    context = {"heading": heading, "words": words, "number": logs.request_id()}
    return _unframed(HttpResponse(get_template("website/broken.html").render(context), status=status))


def _error(request: HttpRequest, status: int, heading: str, words: str, *, number: str | None = None) -> HttpResponse:
    shown = logs.request_id() if number is None else number
    context = {"heading": heading, "words": words, "number": shown}
    return _unframed(render(request, "website/_error.html", context, status=status))


def _unframed(answer: HttpResponse) -> HttpResponse:
    """Forbid frames here too: what an outer middleware refuses never reaches the one that does so for pages."""
    answer["X-Frame-Options"] = settings.X_FRAME_OPTIONS
    return answer
