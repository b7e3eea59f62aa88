"""What the hall of the journey says: twenty-four people, eight themes, seven activities, and how they mark them.

Chosen so that every rule of the method is met once: a mark withdrawn by interest, a cell with too few marks, supporters
too few to count, a project behind one activity alone, and an activity that most people cannot judge.
"""

import random
from dataclasses import dataclass

HELICES = ("science", "business", "government", "civil_society")
ORGANIZATIONS = {
    "science": (("Marine institute", "institute"), ("Caspian university", "university")),
    "business": (("Aktau Fittings", "small_firm"), ("Steppe Wind", "firm")),
    "government": (("City administration", "authority"), ("Department of industry", "authority")),
    "civil_society": (("Fishers' union", "association"), ("Green coast", "association")),
}
SEATS = tuple((helix, ORGANIZATIONS[helix][number % 2]) for helix in HELICES for number in range(6))

QUESTIONS = ("newcomers", "known_here", "new_paths", "small_start", "ready_to_act")
CANNOT_JUDGE = "cannot_judge"
EXPERIMENT = {
    "experiment_hypothesis": "Buyers pay a tenth more for it.",
    "experiment_milestone": "Ten tonnes sold by autumn.",
    "experiment_stop_rule": "No second buyer after six months.",
    "experiment_budget": "40 million tenge",
    "experiment_owner": "The institute with two firms",
}


@dataclass(frozen=True)
class Idea:
    """One activity as the hall left it. `leaning`: how the four helices see it; `parts`: of its first experiment."""

    title: str
    domains: tuple[str, ...]
    leaning: tuple[int, int, int, int]
    notes: tuple[str, str, str]
    parts: int
    supporters: tuple[int, ...] = ()

    @property
    def fiche(self) -> dict[str, str]:
        return dict(list(EXPERIMENT.items())[: self.parts])


# `supporters` are numbers of seats; a seat's helix is its number divided by six.
IDEAS = (
    Idea("Pipe fittings and films from local polymers", ("C",), (6, 7, 6, 7),
         ("Fittings are brought from far away", "The polymer plant is next door", "Moulds can be made here"),
         5, (0, 1, 2, 6, 7, 8, 12, 13, 14, 18, 19, 20)),
    Idea("Desalination with wind on the Caspian shore", ("E", "D"), (7, 5, 6, 5),
         ("Water is dear in summer", "The wind never stops here", "Salt is left over: who needs it?"),
         4, (0, 3, 6, 12, 13, 15, 18, 21, 22)),
    Idea("Sturgeon from closed basins", ("A",), (8, 7, 8, 8),
         ("Wild sturgeon is nearly gone", "We know how to breed it", "Feed is the whole price"),
         3, (0, 1, 4, 5, 9, 18, 23)),
    Idea("Integrity services for pipelines and platforms", ("M",), (5, 7, 6, 4),
         ("Divers are flown in", "Sensors are cheap now", "Oil firms would sign for years"),
         5, (6, 7, 8, 9, 10)),
    Idea("Repair yard for small ships of the northern sea", ("C", "H"), (4, 6, 5, 4),
         ("The dock stands empty in winter", "Ships go abroad for paint", "Welders leave the town"),
         2, (7, 8, 12)),
    Idea("Cold chain for fish and camel milk", ("H",), (8, 6, 7, 8),
         ("Milk turns on the road", "One cold store for five villages", "Trucks drive back empty"),
         1, (18, 19, 20, 21, 22)),
    Idea("Seaweed as raw material", ("A", "C"), (6, 5, 5, 6),
         ("It lies on the beach", "Somebody in the north makes glue of it", "Nobody has counted how much"),
         0),
)  # fmt: skip
LOOSE_THEME = "Everything else"
LOOSE_NOTES = ("More buses to the beach", "Trees along the promenade", "A swimming pool")
HARD_TO_JUDGE = IDEAS[6]

INTERESTED = (7, 0)  # the fittings maker has an interest in the first activity
WAVERING = (8, 3)  # declares one, and takes it back
TOO_FEW = (range(18, 20), 2, "small_start")  # two of six leave a cell of four: fewer than the threshold


def theme_of(number: int) -> int:
    """In which theme the note of this seat belongs: each theme has notes of three helices."""
    return number % 8


def note_of(number: int) -> str:
    texts = [*(idea.notes for idea in IDEAS), LOOSE_NOTES]
    return texts[theme_of(number)][number // 8]


def marks_of(seat: int, place: int) -> dict[str, int | str]:
    """All marks of one person for one activity, the same in every run."""
    chance = random.Random(f"{seat}/{place}")
    base = IDEAS[place].leaning[seat // 6]
    marks: dict[str, int | str] = {
        question: max(1, min(9, base + chance.randint(-2, 2))) for question in QUESTIONS
    }
    if IDEAS[place] is HARD_TO_JUDGE and seat % 6 < 4:
        marks |= {"known_here": CANNOT_JUDGE, "new_paths": CANNOT_JUDGE}
    if seat in TOO_FEW[0] and place == TOO_FEW[1]:
        marks[TOO_FEW[2]] = CANNOT_JUDGE
    return marks
