"""The goals of speed (17-quality), each measured as a ratio, side by side in one run.

Machines differ and are noisy, so nothing here is a timed test. A further goal is one more entry of `GOALS`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from kexie.operation.bench import answers, contacts, lists, members, pages, papers, records, responses, sheets, votes
from kexie.operation.bench.rounds import Result
from kexie.operation.bench.stage import Say, Stage


@dataclass(frozen=True)
class Goal:
    """One goal of the specification and what measures it."""

    id: str
    text: str
    measure: Callable[[Stage], Iterable[Result]]


GOALS = (
    Goal("PRF-01", "缓存的公开页面 ≥ 0.45 × 同一服务器上的空白 Django 页面（每秒请求数）", pages.remembered),
    Goal("PRF-02", "未缓存的 60 行列表页 ≥ 2 × 普通写法的参照页（每秒请求数）", pages.listed),
    Goal("PRF-03", "组织列表的耗时不随数量增加；末页与首页、按地区与全部相近", lists.sizes),
    Goal("MEM-09", "一个大科协的会员名册：一页的耗时不随平台的会员人数增加", members.listed),
    Goal("PRF-04", "统计数字的耗时不随会员人数增加，比逐行清点快 500 倍以上", members.figures),
    Goal("PRF-05", "登记会员时同时计数 ≥ 0.7 × 不计数（每秒人数）", members.written),
    Goal("PRF-08", "问卷的答卷经 HTTP 提交 ≥ 0.05 × 用 psycopg 直接写一行并提交（4 个连接）", answers.taken),
    Goal("SCP-06", "按组织和日期查审计记录的耗时不随记录数增加", records.searches),
    Goal("SEC-07", "封存审计记录时的写入 ≥ 0.95 × 平时", records.sealing),
    Goal(
        "PRF-11",
        "100,000 行的表格 ≤ 1.5 × 只用 XlsxWriter，内存不随行数增加；一人一份的 PDF 比 WeasyPrint 快 20 倍",
        lambda stage: chain(sheets.written(stage), papers.drawn(stage)),
    ),
    Goal("FRM-09", "一份问卷的结果：耗时不随答卷份数增加", responses.counted),
    Goal("PLL-01", "一次投票的排名：耗时不随票数增加", votes.ranked),
    Goal("ORG-09", "按名称、拼音查找一页并计数五类 ≤ 1 × 用 LIKE 数一遍全表", lists.searches),
    Goal("ORG-11", "通讯录在辖区内列一页不随人数增加；按姓名、拼音查找 ≤ 1 × 用 LIKE 数一遍全表", contacts.scoped),
)


def measure(goals: Iterable[Goal], stage: Stage, say: Say) -> list[Result]:
    """Measure the goals, say each result as soon as it is known, and return all of them."""
    results: list[Result] = []
    for goal in goals:
        say(f"\n{goal.id}  {goal.text}")
        for result in goal.measure(stage):
            results.append(result)
            say(result.line)
    return results
