"""A sheet to begin with, in the platform's own words; an association changes it as it likes."""

from dataclasses import dataclass
from decimal import Decimal

from kexie.areas.evaluations.rules.sheets import Kind


@dataclass(frozen=True)
class Item:
    """One item of the model sheet."""

    heading: str
    label: str
    weight: str
    note: str
    evidence: str = ""
    kind: Kind = Kind.SCORED
    measure: str = ""
    steps: tuple[tuple[str, str], ...] = ()

    @property
    def worth(self) -> Decimal:
        """The points it is worth."""
        return Decimal(self.weight)


ORGANS, MEMBERS, INNOVATION, SERVICE, DAILY = "组织建设", "会员服务", "科技创新", "科普与社会服务", "日常工作"
MODEL = (
    Item(
        ORGANS,
        "章程施行",
        "5",
        "现行章程已在平台登记施行得满分。",
        kind=Kind.AUTOMATIC,
        measure="charters.in_force",
        steps=(("1", "5"),),
    ),
    Item(
        ORGANS,
        "负责人配备",
        "5",
        "主席、秘书长都在任得 5 分，只有一人得 2 分。",
        kind=Kind.AUTOMATIC,
        measure="organisations.leaders",
        steps=(("1", "2"), ("2", "5")),
    ),
    Item(
        ORGANS,
        "按时报送",
        "5",
        "成立大会结果、章程等应报送的事项，全部按时得满分。",
        kind=Kind.AUTOMATIC,
        measure="establishment.reports",
        steps=(("60", "2"), ("80", "3"), ("100", "5")),
    ),
    Item(ORGANS, "会议制度", "10", "委员会（常委会）按章程开会，有计划、有记录、有落实。", "会议通知、签到或纪要"),
    Item(ORGANS, "办公条件", "5", "有固定的办公场所，并有人专门负责日常工作。", "场所照片或人员安排文件", Kind.YES_NO),
    Item(
        MEMBERS,
        "会员发展",
        "8",
        "当年净增会员：1 人起得 3 分，5 人起得 6 分，10 人起得 8 分。",
        kind=Kind.AUTOMATIC,
        measure="membership.growth",
        steps=(("1", "3"), ("5", "6"), ("10", "8")),
    ),
    Item(MEMBERS, "服务会员", "12", "为会员做了哪些实事，多少人受益，会员是否满意。", "活动记录、名单或照片"),
    Item(INNOVATION, "学术和技术交流", "10", "报告会、论坛、技术沙龙等的次数、参加人数和效果。", "通知、议程或照片"),
    Item(INNOVATION, "攻关和成果转化", "10", "合理化建议、技术攻关、成果转化带来的进步和效益。", "项目清单或效益证明"),
    Item(INNOVATION, "人才举荐", "10", "举荐人才、申报科技奖励和职称的组织情况与结果。", "推荐材料或获奖文件"),
    Item(SERVICE, "科学普及", "10", "面向职工和社会开展科普、志愿服务和科学家精神宣传。", "活动记录或报道"),
    Item(
        DAILY,
        "公开主页",
        "5",
        "主页公开并有简介、亮点、地址、电话，齐全得满分。",
        kind=Kind.AUTOMATIC,
        measure="directory.page",
        steps=(("60", "2"), ("80", "3"), ("100", "5")),
    ),
    Item(
        DAILY,
        "待办按时办结",
        "5",
        "平台待办在期限内办结的比例。",
        kind=Kind.AUTOMATIC,
        measure="worklist.in_time",
        steps=(("60", "2"), ("80", "4"), ("95", "5")),
    ),
)
