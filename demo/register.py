"""Clusters, organizations behind activities and a merge that waits for its authors: plausible, and marked as invented."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation

from demo.people import Cast
from discovery.actions import (
    add_actor,
    add_cluster_member,
    create_cluster,
    link_clusters,
    propose_activity,
    propose_merge,
)
from discovery.models import Activity, Cluster
from regions.models import Region

KYZYLORDA, WEST = "KZ-43", "KZ-27"
RICE = {
    "name_kk": "Күріш және қайта өңдеу кластері (демонстрация)",
    "name_ru": "Кластер «Рис и переработка» (демонстрация)",
    "name_en": "Rice and processing cluster (demonstration)",
    "description_kk": "Күріш өсірушілер, қайта өңдеушілер және ғалымдар қалдықсыз өндіріс құру үшін бірге жұмыс істейді.",
    "description_ru": "Рисоводы, переработчики и учёные вместе строят безотходное производство: от семян до материалов из соломы.",
    "description_en": "Growers, processors and researchers build production without waste together: from seed to straw materials.",
    "coordinator": "Палата предпринимателей области (демонстрация)",
    "domain_codes": ("A", "C"),
    "districts": ("Жалагашский район", "Сырдарьинский район", "Кызылорда"),
}
FISH = {
    "name_kk": "Арал балық шаруашылығы кластері (демонстрация)",
    "name_ru": "Кластер аквакультуры Приаралья (демонстрация)",
    "name_en": "Aral aquaculture cluster (demonstration)",
    "description_ru": "Рыбоводные хозяйства, корма и переработка рыбы вокруг Аральска.",
    "coordinator": "Ассоциация рыбоводов Приаралья (демонстрация)",
    "domain_codes": ("A", "C"),
    "districts": ("Аральский район", "Казалинский район"),
}
RICE_MEMBERS = (
    ("Крестьянское хозяйство, рис", "farm", "выращивает рис и отдаёт солому"),
    ("Институт рисоводства", "institute", "семена и испытания"),
    ("Региональный университет", "university", "материалы из соломы и шелухи"),
    ("ТОО «Плита» (демонстрация)", "small_firm", "плиты из соломы"),
)
FISH_MEMBERS = (
    ("Рыбоводное хозяйство", "farm", "выращивает карпа"),
    ("КХ «Сазан» (демонстрация)", "farm", "корма из отрубей"),
    ("Лаборатория почв и воды", "institute", "следит за водой"),
)
TWO_OF_A_KIND = (
    ("Сушка и хранение овощей вдоль Урала", "Сушилки и склады для хозяйств, сбыт в городах области."),
    ("Переработка бахчевых и овощей", "Небольшие цеха у полей: сушка, заморозка, упаковка."),
)


def fill_register(cast: Cast, activities: list[Activity]) -> None:
    """Kyzylorda's clusters and actors. `activities` in the order of the workshop's story."""
    region = Region.objects.get(code=KYZYLORDA)
    rice = _cluster(region, RICE, RICE_MEMBERS, activities[:1], cast)
    fish = _cluster(region, FISH, FISH_MEMBERS, activities[2:3], cast)
    link_clusters(cluster=rice, other=fish, kind="supplies", by=cast.analyst)
    for name, kind, role in RICE_MEMBERS:
        add_actor(activity=activities[0], name=name, kind=kind, role=role, by=cast.facilitator)


def ask_about_merging(cast: Cast) -> None:
    """West Kazakhstan: two activities that mean nearly the same; the analyst, who entered them, is asked."""
    region = Region.objects.get(code=WEST)
    with translation.override("ru"):
        made = [
            propose_activity(
                region=region,
                title=title,
                summary=summary,
                is_activity=True,
                domain_codes=("A", "C"),
                by=cast.analyst,
            )
            for title, summary in TWO_OF_A_KIND
        ]
    propose_merge(
        region=region,
        activity_ids=[activity.pk for activity in made],
        title="Переработка овощей вдоль Урала",
        summary="Сушка, заморозка и хранение овощей и бахчевых в небольших цехах у полей.",
        reason="Обе говорят о переработке овощей теми же хозяйствами; вместе у них больше сторонников.",
        hours=336,
        by=cast.facilitator,
    )


def _cluster(
    region: Region,
    described: Mapping[str, Any],
    members: tuple[tuple[str, str, str], ...],
    activities: list[Activity],
    cast: Cast,
) -> Cluster:
    served = [activity.pk for activity in activities]
    cluster = create_cluster(
        region=region, by=cast.analyst, is_demonstration=True, activity_ids=served, **described
    )
    for name, kind, role in members:
        add_cluster_member(cluster=cluster, name=name, kind=kind, role=role, by=cast.analyst)
    return cluster
