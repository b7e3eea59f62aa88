"""How a set is read before it is decided: an official returns it with questions, the ministry has its say."""

from demo.people import Cast
from priorities.actions import answer_remark, make_remark, return_set, submit_set
from priorities.models import PrioritySet
from priorities.queries.questions import Asked

ANSWERS = (
    "Посёлок Курык и частный инвестор: половину платит область, письмо инвестора приложено к заявке.",
    "Первый опыт рассчитан на шесть месяцев; если к марту нет двух покупателей, его закрывают.",
)


def read_and_returned(priority_set: PrioritySet, cast: Cast) -> PrioritySet:
    """Returned once with two questions, answered, handed in again."""
    first, *_rest = [each.activity for each in priority_set.priorities.select_related("activity")]
    questions = [
        Asked("Кто платит за первый опыт и есть ли его письмо?", first),
        Asked("Когда мы признаём, что опыт не удался?"),
    ]
    returned = return_set(
        priority_set=priority_set,
        reason="Набор понятный, но двух ответов не хватает, чтобы согласовать.",
        by=cast.officials[1],
        questions=questions,
    )
    for remark, answer in zip(returned.remarks.order_by("number"), ANSWERS, strict=True):
        answer_remark(remark=remark, answer=answer, by=cast.facilitator)
    return submit_set(priority_set=returned, by=cast.facilitator)


def heard_by_ministry(priority_set: PrioritySet, cast: Cast) -> None:
    """One support, and one question that still waits for the region."""
    activities = [each.activity for each in priority_set.priorities.select_related("activity")]
    make_remark(
        priority_set=priority_set,
        kind="support",
        text="Отвечает целям страны по переработке; готовы помочь с сертификацией.",
        activity=activities[0],
        by=cast.ministry,
    )
    make_remark(
        priority_set=priority_set,
        kind="question",
        text="Соседняя область начинает похожее. Вы договорились, кто что делает?",
        activity=activities[1],
        by=cast.ministry,
    )
