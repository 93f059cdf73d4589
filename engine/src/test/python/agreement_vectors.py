"""Makes the vectors in ../resources/dev/emend/evaluation/agreement. Needs numpy, scipy and scikit-learn.

Run in this directory: python3 agreement_vectors.py
What is undefined is written as NaN, which Java reads. Pairwise accuracies are counted pair by pair, unlike in Emend.
"""
import itertools
import math
import pathlib
import warnings

import numpy as np
from scipy import stats
from sklearn.metrics import cohen_kappa_score

warnings.simplefilter("ignore")
OUT = pathlib.Path(__file__).parent / "../resources/dev/emend/evaluation/agreement"


def accuracies(scores, human):
    same = ordered = half = both = pairs = 0
    for i, j in itertools.combinations(range(len(scores)), 2):
        s, h = np.sign(scores[i] - scores[j]), np.sign(human[i] - human[j])
        pairs += 1
        both += s == h
        if h:
            ordered += 1
            same += s == h
            half += s == 0
    return ((same + half / 2) / ordered if ordered else math.nan, both / pairs if pairs else math.nan)


def coefficients(scores, human):
    n, constant = len(scores), len(set(scores)) == 1 or len(set(human)) == 1
    whole = all(float(v).is_integer() for v in (*scores, *human))
    kappa = ""
    if whole and n > 1:
        labels = list(range(int(min(*scores, *human)), int(max(*scores, *human)) + 1))
        kappa = (math.nan if len(labels) == 1 else
                 cohen_kappa_score([int(v) for v in scores], [int(v) for v in human], labels=labels, weights="quadratic"))
    elif n < 2:
        kappa = math.nan
    three = [math.nan] * 3 if n < 2 or constant else [
        stats.pearsonr(scores, human)[0], stats.spearmanr(scores, human)[0], stats.kendalltau(scores, human, variant="b")[0]]
    return (*three, kappa, *accuracies(scores, human))


random = np.random.default_rng(11)
cases = [([1, 2], [1, 2]), ([1, 2], [2, 1]), ([1, 1], [1, 2]), ([1, 2], [3, 3]), ([2, 2], [2, 2]), ([2, 2], [3, 3]),
         ([4], [4]), ([1, 1, 1, 1], [1, 2, 3, 4]), ([5, 5, 5], [5, 5, 5]), ([0.1] * 7, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]),
         ([1e-9, 2e-9, 3e-9], [1e9, 3e9, 2e9]), ([-3, 0, 3], [3, 0, -3]), ([0, 0.5, 1, 0.5], [0, 0.5, 1, 0.5])]
for n in (2, 3, 4, 5, 7, 10, 16, 25, 40, 80):
    for _ in range(7):
        human = random.integers(1, 6, n)
        cases.append((np.clip(human + random.integers(-1, 2, n), 1, 5), human))          # whole, many ties, related
        cases.append((random.integers(0, 10, n), random.integers(0, 10, n)))              # whole, unrelated
        cases.append((random.normal(0, 1, n).round(3) + human, human + (random.random(n) / 3).round(4)))  # graded
rows = []
for scores, human in cases:
    scores, human = [float(v) for v in scores], [float(v) for v in human]
    rows.append([";".join(map(repr, scores)), ";".join(map(repr, human))]
                + [v if v == "" else repr(float(v)).replace("nan", "NaN") for v in coefficients(scores, human)])
OUT.mkdir(parents=True, exist_ok=True)
(OUT / "coefficients.csv").write_text("\n".join(
    ["scores,human,pearson,spearman,kendall,kappa,accuracy,accuracy_with_ties"] + [",".join(row) for row in rows]) + "\n")

# Levels: 6 systems on 12 inputs, whole ratings; one input is rated alike throughout.
rows, table = [], []
for i in range(12):
    for s in range(6):
        human = 3 if i == 4 else int(np.clip(round(s / 2 + random.normal(1.5, 1)), 1, 5))
        table.append((f"s{s}", f"d{i}", round(human + random.normal(0, 0.8), 2), human))
pick = lambda key, value: ([r[2] for r in table if r[key] == value], [r[3] for r in table if r[key] == value])
measures = {"PEARSON": lambda a, b: stats.pearsonr(a, b)[0], "SPEARMAN": lambda a, b: stats.spearmanr(a, b)[0],
            "KENDALL": lambda a, b: stats.kendalltau(a, b)[0]}
(OUT / "ratings.csv").write_text("system,input,score,human\n" + "".join(f"{s},{d},{x},{h}\n" for s, d, x, h in table))
for name, f in measures.items():
    rows.append((name, "ITEM", f([r[2] for r in table], [r[3] for r in table]), len(table)))
    means = [[np.mean(v) for v in pick(0, f"s{s}")] for s in range(6)]
    rows.append((name, "SYSTEM", f(*zip(*means)), 6))
    each = [f(*pick(1, f"d{i}")) for i in range(12)]
    rows.append((name, "SUMMARY", float(np.nanmean(each)), int(np.sum(~np.isnan(each)))))
(OUT / "levels.csv").write_text("coefficient,level,value,n\n" + "".join(f"{a},{b},{float(c)!r},{n}\n" for a, b, c, n in rows))
