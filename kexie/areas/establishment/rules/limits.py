"""How much of everything, and the articles that refusals cite."""

from kexie.core import cases

MAX_REASON = cases.MAX_REASON
MAX_REMARK = 200
MAX_FILE = 20 * 1024**2  # bytes of one material
MAX_SEAL = 2 * 1024**2  # bytes
MAX_BATCH = 50  # cases approved together
MAX_EXTRA = 10  # materials that an association asks for besides
MAX_LABEL = 40
MAX_GROUP = 30  # people in a preparatory group
FILES = ("pdf", "docx", "jpg", "png")
DEFAULT_DAYS, MAX_DAYS = 20, 60  # working days for the review
PLENARY_BELOW = 100  # workers: fewer may meet all together
TERM_YEARS = (3, 4, 5)
HANDBOOK = "《企业科协工作手册》"
GENERAL_RULES = "《企业科学技术协会组织通则》"
ARTICLE = {
    number: f"{GENERAL_RULES}第{words}条"
    for number, words in {12: "十二", 13: "十三", 15: "十五", 17: "十七", 18: "十八", 25: "二十五"}.items()
}
MAX_FACTS = 1000
