"""Whether the measures are there for this firm: a site in the area of 関東経済産業局.

Source: 「地域金融機関との連携プログラム2023」参考 (管内の11都県). Not for: which measure suits the firm (`matching`).
"""

from sllassist.case.model import Case, Site
from sllassist.schemes.base import Facts, clause_of
from sllassist.schemes.rules import Answer, Change, Node, all_of

SCHEME_ID = "kanto_measures"


def sites_inside(case: Case, area: list[str]) -> tuple[Site, ...]:
    """The sites whose prefecture lies in the area."""
    return tuple(site for site in case.sites if site.prefecture in area)


def in_area(facts: Facts) -> Answer:
    """Whether a site lies in the area; unknown while a site's prefecture is not told, or none is told."""
    area = facts.param(SCHEME_ID, "area.prefectures").value
    sites = facts.case.sites
    if sites_inside(facts.case, area):
        return "yes"
    return "no" if sites and all(site.prefecture is not None for site in sites) else "unknown"


def judge(facts: Facts) -> Node:
    """The verdict as a tree."""
    told = facts.param(SCHEME_ID, "area.prefectures")
    answer = in_area(facts)
    prefectures = dict.fromkeys(site.prefecture for site in sites_inside(facts.case, told.value))
    seen = "、".join(name for name in prefectures if name)
    statement = {
        "yes": f"{seen}に事業所があり、関東経済産業局の管内です。",
        "no": f"事業所が関東経済産業局の管内（{len(told.value)}都県）にありません。",
        "unknown": "事業所の所在地がまだ入力されていません。",
    }[answer]
    todo = {"yes": "", "no": "所在地を受け持つ経済産業局に聞きます。", "unknown": "事業所のある都道府県を答えます。"}[answer]
    opened = (*facts.case.sites, Site(id="proposed", prefecture=told.value[0]))
    leaf = Node(
        answer, statement, seen=seen, limit=f"管内（{'・'.join(told.value)}）に1か所以上", clause=clause_of(told), paths=("sites",),
        key="area", todo=todo, changes=(Change("sites", opened, 3, "管内の都県に事業所を置く"),),
    )
    return all_of("関東経済産業局の連携プログラムを使える条件", (leaf,), key=SCHEME_ID)
