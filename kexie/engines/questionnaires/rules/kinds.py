"""The kinds of question, and how much a questionnaire may hold (FRM-01). No tables, no clock."""

from enum import StrEnum


class Kind(StrEnum):
    """What an item of a questionnaire asks for; page breaks, notes and computed values ask for nothing."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    DROPDOWN = "dropdown"
    TEXT = "text"
    PARAGRAPH = "paragraph"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    RATING = "rating"
    NPS = "nps"
    GRID = "grid"
    GRID_MULTIPLE = "grid_multiple"
    GRID_NUMBER = "grid_number"
    RANKING = "ranking"
    FILE = "file"
    IMAGE = "image"
    REGION = "region"
    ORGANISATION = "organisation"
    NAME = "name"
    MOBILE = "mobile"
    EMAIL = "email"
    IDENTITY = "identity"
    USCC = "uscc"
    SIGNATURE = "signature"
    COMPUTED = "computed"
    PAGE = "page"
    NOTE = "note"


KIND_LABELS = {
    Kind.SINGLE: "单选",
    Kind.MULTIPLE: "多选",
    Kind.DROPDOWN: "下拉选择",
    Kind.TEXT: "单行文字",
    Kind.PARAGRAPH: "多行文字",
    Kind.NUMBER: "数字",
    Kind.MONEY: "金额",
    Kind.DATE: "日期",
    Kind.TIME: "时间",
    Kind.RATING: "打分",
    Kind.NPS: "推荐意愿（0—10 分）",
    Kind.GRID: "矩阵单选",
    Kind.GRID_MULTIPLE: "矩阵多选",
    Kind.GRID_NUMBER: "矩阵填数",
    Kind.RANKING: "排序",
    Kind.FILE: "上传文件",
    Kind.IMAGE: "上传图片",
    Kind.REGION: "行政区划",
    Kind.ORGANISATION: "科协组织",
    Kind.NAME: "姓名",
    Kind.MOBILE: "手机号",
    Kind.EMAIL: "电子邮箱",
    Kind.IDENTITY: "身份证号",
    Kind.USCC: "统一社会信用代码",
    Kind.SIGNATURE: "手写签名",
    Kind.COMPUTED: "自动计算",
    Kind.PAGE: "分页",
    Kind.NOTE: "说明文字",
}

ONE_OF = frozenset({Kind.SINGLE, Kind.DROPDOWN})
LISTED = ONE_OF | {Kind.MULTIPLE, Kind.RANKING}  # answered from a list of choices
GRIDS = frozenset({Kind.GRID, Kind.GRID_MULTIPLE, Kind.GRID_NUMBER})
WITH_CHOICES = LISTED | {Kind.GRID, Kind.GRID_MULTIPLE}
NUMERIC = frozenset({Kind.NUMBER, Kind.MONEY, Kind.RATING, Kind.NPS, Kind.COMPUTED})
UPLOADED = frozenset({Kind.FILE, Kind.IMAGE, Kind.SIGNATURE})
PLACED = frozenset({Kind.REGION, Kind.ORGANISATION})  # answered with the code of a row
SILENT = frozenset({Kind.PAGE, Kind.NOTE})  # no answer belongs to them
UNASKED = SILENT | {Kind.COMPUTED}
PERSONAL = frozenset({Kind.NAME, Kind.MOBILE, Kind.EMAIL, Kind.IDENTITY, Kind.SIGNATURE})  # tell who answered
DEFAULTED = ONE_OF | frozenset(
    {Kind.MULTIPLE, Kind.TEXT, Kind.PARAGRAPH, Kind.NUMBER, Kind.MONEY, Kind.DATE, Kind.TIME, Kind.RATING, Kind.NPS}
)  # something may stand there at first
CARRIED = {Kind.NAME: "name", Kind.MOBILE: "mobile", Kind.EMAIL: "email"}  # of the account of whoever answers
FIGURED = WITH_CHOICES | NUMERIC | {Kind.GRID_NUMBER, Kind.REGION}  # have figures in the results

MAX_ITEMS = 300
MAX_CHOICES = 200
MAX_RANKED = 20
MAX_ROWS = 50
MAX_LABEL = 500
MAX_CHOICE = 200
MAX_NOTE = 5_000
MAX_TEXT = 10_000  # characters of one answer
MAX_LINE = 500
MAX_FILES = 9
MAX_MEGABYTES = 20  # of one file
PICTURES = ("jpg", "png", "webp")
DOCUMENTS = ("pdf", "docx", "xlsx", "jpg", "png")  # taken where the maker says nothing
ACCEPTED = {  # what may be taken at all, as files.rules.KINDS names it
    Kind.FILE: ("pdf", "docx", "xlsx", "pptx", "txt", "csv", "zip", *PICTURES),
    Kind.IMAGE: PICTURES,
    Kind.SIGNATURE: PICTURES,
}
MAX_DIGITS = 15  # before the point
MAX_DECIMALS = 6
BEST_RATING = 10
MAX_PICTURES = 200  # of a questionnaire
PICTURE_SIDE = 1600  # pixels into which a picture is fitted
