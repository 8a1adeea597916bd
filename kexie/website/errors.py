"""Pages for what went wrong: what happened, what to do; they tell nothing else."""

from django.conf import settings
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template


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
    """Nothing is there, or nothing that this person may see: the same words for both (SEC-02)."""
    return _error(request, 404, "没有找到这个页面", "网址可能有误，或者内容已经移走。可以用名称查找组织。")


def too_many(request: HttpRequest) -> HttpResponse:
    """Somebody tries too often."""
    return _error(request, 429, "操作太频繁了", "请过几分钟再试。")


def server_error(request: HttpRequest) -> HttpResponse:
    """Something broke here. The page needs neither database nor session."""
    return _unframed(HttpResponse(get_template("website/broken.html").render(), status=500))


def _error(request: HttpRequest, status: int, heading: str, words: str) -> HttpResponse:
    return _unframed(render(request, "website/_error.html", {"heading": heading, "words": words}, status=status))


def _unframed(answer: HttpResponse) -> HttpResponse:
    """Forbid frames here too: what an outer middleware refuses never reaches the one that does so for pages."""
    answer["X-Frame-Options"] = settings.X_FRAME_OPTIONS
    return answer
