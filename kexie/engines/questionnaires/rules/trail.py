"""What is on record of questionnaires, in words. No tables, no clock."""

from kexie.core.trail import Words

TRAIL = Words(
    "问卷",
    deeds={
        "questionnaires.add": "新建问卷",
        "questionnaires.publish": "发布问卷",
        "questionnaires.collect": "开始收集答卷",
        "questionnaires.renew": "换用新版问卷",
        "questionnaires.extend": "修改截止时间",
        "questionnaires.close": "结束收集",
        "questionnaires.submit": "提交答卷",
        "questionnaires.amend": "修改答卷",
        "questionnaires.void": "答卷作废",
        "questionnaires.enter": "录入纸质答卷",
        "questionnaires.confirm": "核对纸质答卷",
        "questionnaires.discard": "删除录入的纸质答卷",
        "questionnaires.void_many": "同一来源的答卷作废",
    },
    things={
        "questionnaires.questionnaire": "问卷",
        "questionnaires.collection": "问卷收集",
        "questionnaires.response": "答卷",
        "questionnaires.entry": "纸质答卷",
    },
    facts={
        "title": "标题",
        "version": "版本",
        "number": "版本",
        "taken": "份数",
        "closes_at": "截止时间",
        "reason": "原因",
        "label": "纸质编号",
        "changed": "核对时改动",
    },
)
