"""README.txt of a bundle: what it is and how to check it, in three languages."""

README = """\
RU
Открытые данные одной публикации набора приоритетов региона: метод, счёт голосов по группам, показатели,
оценки, места, решения. Здесь нет ни имён, ни отдельных оценок.
Как проверить (нужен только Python 3.10 или новее):
    python3 verify.py АРХИВ.zip --fingerprint ОТПЕЧАТОК
Отпечаток возьмите на открытой странице публикации, а сам verify.py лучше взять из другого источника.
Программа пересчитает все оценки и места, заново вытянет 10 000 других весов и назовёт то, что пересчитать нельзя.

KK
Өңір басымдықтары жиынтығының бір жарияланымының ашық деректері: әдіс, топтар бойынша дауыс саны, көрсеткіштер,
бағалар, орындар, шешімдер. Мұнда есімдер де, жеке бағалар да жоқ.
Тексеру үшін (тек Python 3.10 немесе одан жаңасы керек):
    python3 verify.py МҰРАҒАТ.zip --fingerprint ТАҢБА
Таңбаны жарияланымның ашық бетінен, ал verify.py файлының өзін басқа дереккөзден алған дұрыс.
Бағдарлама барлық балл мен орынды қайта есептейді, басқа 10 000 салмақты қайта іріктейді және нені қайта есептеуге
болмайтынын атап айтады.

EN
Open data of one publication of a region's priority set: the method, the marks counted by group, the measured
values, scores, ranks and decisions. No names and no single marks are in here.
To check it (needs only Python 3.10 or newer):
    python3 verify.py ARCHIVE.zip --fingerprint FINGERPRINT
Take the fingerprint from the public page of the publication, and verify.py itself best from another source.
The program recomputes every score and rank, draws 10,000 other weightings again, and names what cannot be recomputed.

manifest.json       which publication this is, and the SHA-256 of every file; its own SHA-256 is the fingerprint
method.json         criteria, weights, groups and rules as frozen before the round, with their hash
cells.csv           marks counted: activity, group, criterion, n, sum, mean, weight of the group in percent
                    status: open; too_few (fewer marks than the threshold, enters nothing);
                    withheld (enters the score, but the sums of this activity would give marks away)
histograms.csv      marks pooled over groups, where they tell nothing about a single person
measured.csv        measured values u from 0 to 1, with the figures and sources behind them
activities.json     the activities that were ranked
participation.json  raters, recusals and voids as counts, voids also by group and ground; attendance, and people kept out by the limit of one
                    organization (left_out), empty where they are fewer than the threshold; where somebody scored
                    on paper: how many did, and how many by phone (media), both empty where one is too small
results.json        score, rank and coverage, per principle, and beside it one person one vote, kappa = 0,
                    and the result if one group had stayed away
robustness.json     how firm the ranking is: how often an activity is among the first, and at each rank, with 10,000 other
                    weightings, in percent; which is how often above which. Activities whose sums stay back take no
                    part. null where it was not computed at the publication
decisions.json      the priorities in order, every difference from the ranking with its reason, approvals by role
thread.json         what stands behind each priority: notes by helix, themes, proposals
fingerprint.txt     the fingerprint once more, to notice damage; it proves nothing by itself
"""
