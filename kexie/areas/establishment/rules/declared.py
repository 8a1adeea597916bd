"""Who may do what, what waits where, and what things are called in the trail."""

from kexie.areas.establishment.rules.stations import VOICE_LABELS
from kexie.areas.establishment.rules.uniting import ANSWER_LABELS
from kexie.core.trail import Words
from kexie.engines.notices.rules import Kind
from kexie.engines.worklist.rules import Many
from kexie.foundation.appointments.rules import ASSOCIATIONS, Role, Within, grant
from kexie.foundation.organisations.rules import KINDS, Family

STAFF = (Role.ADMINISTRATOR, Role.LEADER, Role.SECRETARY)
REVIEWERS = (*STAFF, Role.REVIEWER)
HOSTS = frozenset({Family.REGISTERED})
BODIES = frozenset({Family.GRASSROOTS})
GRANTS = (
    # Who is inside an enterprise founds; the group then works in the new body; the association of the place decides.
    grant("establishment.found", Within.OWN, roles=STAFF, families=HOSTS),
    grant("establishment.unite", Within.OWN, roles=STAFF, families=HOSTS | BODIES),
    grant("establishment.consent", Within.OWN, roles=STAFF, families=HOSTS | BODIES),
    grant("establishment.prepare", Within.OWN, roles=STAFF, families=BODIES),
    grant("establishment.browse", Within.SUBTREE, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("establishment.approve", Within.OWN, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("establishment.answer", Within.OWN, roles=REVIEWERS, families=ASSOCIATIONS),
    grant("establishment.confirm", Within.OWN, roles=STAFF, families=ASSOCIATIONS | BODIES),
    grant("establishment.configure", Within.OWN, roles=STAFF, families=ASSOCIATIONS),
)
OBLIGATIONS = {
    "establishment.approve": Many("{number} 件设立申请等待审核", "establishment:browse"),
    "establishment.answer": Many("{number} 条工作站转达的事项等待答复", "establishment:voices"),
    "establishment.confirm": Many("{number} 位联络员等待确认", "establishment:liaisons"),
}
NOTICES = Kind("科协设立", "筹备、提交、退回、批复、成立和报送", icon="certificate", is_important=True)
TRAIL = Words(
    "科协设立",
    deeds={
        "establishment.change_procedure": "修改设立规定",
        "establishment.change_seal": "更换批复上的印章",
        "establishment.found": "发起筹备",
        "establishment.station": "申请登记工作站",
        "establishment.enrol": "申请登记已有组织",
        "establishment.recognise": "补发登记证书",
        "establishment.admit": "准予登记",
        "establishment.liaise": "指定联络员",
        "establishment.confirm": "确认联络员",
        "establishment.release": "结束联络员",
        "establishment.grow": "由工作站发展为科协",
        "establishment.forward": "转达需求和意见",
        "establishment.answer": "答复工作站",
        "establishment.unite": "发起联合组织",
        "establishment.invite": "邀请单位共同发起",
        "establishment.dismiss": "把单位移出发起名单",
        "establishment.assign": "约定分工和轮值",
        "establishment.consent": "答复共同发起",
        "establishment.vouch": "登记单位同意的文件",
        "establishment.prepare": "填写筹备情况",
        "establishment.upload": "上传设立材料",
        "establishment.submit": "提交设立申请",
        "establishment.recall": "撤回修改设立申请",
        "establishment.withdraw": "终止筹备",
        "establishment.return_": "退回设立申请",
        "establishment.reject": "不予批准设立",
        "establishment.urge": "催办超期的设立申请",
        "establishment.approve": "批准设立",
        "establishment.hold": "登记成立大会",
        "establishment.certify": "颁发登记证书",
        "establishment.sanction": "作出处理决定",
        "establishment.assess": "评定整改结果",
        "establishment.report": "报送成立大会结果",
    },
    things={
        "establishment.case": "设立事项",
        "establishment.procedure": "设立规定",
        "establishment.certificate": "登记证书",
        "establishment.sanction": "处理决定",
        "establishment.material": "设立材料",
        "establishment.liaison": "联络员",
        "establishment.seal": "印章",
        "establishment.voice": "工作站转达的事项",
        "establishment.partner": "共同发起的单位",
    },
    facts={
        "reason": "原因",
        "number": "文号",
        "material": "材料",
        "version": "版次",
        "missing": "缺少",
        "answer": "答复",
        "partner": "单位",
        "turn_months": "每家轮值的月数",
        "sha256": "文件指纹",
        "voice": "类别",
    },
    values={"kind": {code: kind.label for code, kind in KINDS.items()}, "answer": ANSWER_LABELS, "voice": VOICE_LABELS},
)
