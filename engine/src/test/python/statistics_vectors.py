"""Makes the vectors in ../resources/dev/emend/evaluation. Needs scipy and statsmodels.

Run in this directory: python3 statistics_vectors.py
The intervals by Tango maximize the likelihood numerically instead of by the closed form that Emend uses.
"""
import itertools
import math
import pathlib

import numpy as np
import pandas as pd
from scipy import optimize, stats
from statsmodels.formula.api import ols
from statsmodels.stats.anova import anova_lm
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

OUT = pathlib.Path(__file__).parent / "../resources/dev/emend/evaluation"


def write(name, header, rows):
    text = "\n".join([header] + [",".join(repr(float(v)) if isinstance(v, (float, np.floating)) else str(v) for v in row) for row in rows])
    (OUT / name).write_text(text + "\n")


write("wilson.csv", "successes,n,level,low,high", [
    (k, n, level, *proportion_confint(k, n, 1 - level, "wilson"))
    for k, n, level in [(0, 10, .95), (10, 10, .95), (81, 263, .95), (15, 148, .95), (1, 29, .95), (45, 80, .95), (45, 80, .9), (7, 8, .99), (1, 1, .95)]])

write("mcnemar.csv", "wins,losses,p", [
    (b, c, mcnemar([[0, b], [c, 0]], exact=True).pvalue)
    for b, c in [(0, 0), (1, 0), (5, 0), (6, 0), (0, 6), (12, 2), (10, 10), (11, 10), (25, 9), (150, 100), (700, 600)]])


def tango(b, c, n, level):
    z = stats.norm.isf((1 - level) / 2)

    def score(d):
        def minus_log_likelihood(q):  # q: share of losses; wins have the share q + d, the rest is equal
            terms = [(b, q + d), (c, q), (n - b - c, 1 - 2 * q - d)]
            return -sum(k * math.log(max(p, 1e-300)) for k, p in terms if k)
        low, high = max(0, -d), (1 - d) / 2
        q = optimize.minimize_scalar(minus_log_likelihood, bounds=(low, high), method="bounded", options={"xatol": 1e-13}).x
        return (b - c - n * d) / math.sqrt(n * (2 * q + d - d * d))

    value = (b - c) / n
    return (optimize.brentq(lambda d: score(d) - z, -1 + 1e-9, value - 1e-9 if b - c > -n else value, xtol=1e-12),
            optimize.brentq(lambda d: score(d) + z, value + 1e-9, 1 - 1e-9, xtol=1e-12))


write("tango.csv", "wins,losses,n,level,low,high", [
    (b, c, n, level, *tango(b, c, n, level))
    for b, c, n, level in [(12, 2, 50, .95), (9, 5, 55, .95), (16, 4, 54, .95), (20, 6, 90, .95), (6, 20, 90, .9), (5, 1, 20, .95), (30, 30, 200, .95), (3, 0, 40, .95)]])

graded = [
    [0.5, -0.25, 0.75, 0.1, 0.0, 0.3, -0.05],
    [0.2, 0.4, 0.1, 0.9, 0.35, 0.6, 0.15, 0.25],
    [-0.5, 0.5, -0.3, 0.2, 0.0, 0.0],
    [0.125, -0.5, 0.25, 0.75, 0.5, -0.125, 0.625, 0.375, 0.25, -0.25, 0.5, 0.875],
]
rows = []
for differences in graded:
    nonzero = np.array([d for d in differences if d])
    result = stats.permutation_test((nonzero,), np.mean, permutation_type="samples", n_resamples=np.inf)
    rows.append((";".join(map(str, differences)), float(result.pvalue)))
write("sign-flip.csv", "differences,p", rows)

random = np.random.default_rng(7)
rows = []
for values in [random.beta(2, 1, 40).round(3), random.beta(5, .5, 25).round(3), (random.random(120) ** 3).round(3)]:
    result = stats.bootstrap((values,), np.mean, n_resamples=400_000, method="BCa", random_state=1, batch=20_000)
    rows.append((";".join(map(str, values)), result.confidence_interval.low, result.confidence_interval.high))
write("bca.csv", "values,low,high", rows)


def power(n, difference, discordance):
    share, total = (discordance + difference) / 2 / discordance, 0.0
    for m in range(n + 1):
        for wins in range(m // 2, m + 1):
            if m and stats.binomtest(wins, m, .5).pvalue <= .05 and wins > m - wins:
                total += stats.binom.pmf(m, n, discordance) * stats.binom.sf(wins - 1, m, min(1, share))
                break
    return total


write("detectable.csv", "n,discordance,difference", [
    (n, psi, float(optimize.brentq(lambda d: power(n, d, max(psi, d)) - .8, 1e-6, 1, xtol=1e-9)))
    for n, psi in [(6, .3), (20, .3), (50, .2), (90, .3), (90, 0.0), (120, .25)]])


random = np.random.default_rng(23)
rows = []
for groups, smallest, largest in [(25, 1, 6), (40, 3, 3), (30, 1, 12)]:
    sizes = random.integers(smallest, largest, groups, endpoint=True)
    centre = random.normal(.1, .25, groups)
    values = [np.clip(c + random.normal(0, .15, size), -1, 1).round(2) for c, size in zip(centre, sizes)]
    sums, counts = np.array([v.sum() for v in values]), sizes.astype(float)
    result = stats.bootstrap((sums, counts), lambda s, c, axis=-1: s.sum(axis=axis) / c.sum(axis=axis), paired=True,
                             n_resamples=400_000, method="BCa", random_state=1, batch=20_000)
    keys = [f"g{g}" for g, v in enumerate(values) for _ in v]
    rows.append((";".join(str(float(d)) for v in values for d in v), ";".join(keys), result.confidence_interval.low, result.confidence_interval.high))
write("bca-groups.csv", "values,groups,low,high", rows)

rows = []
for groups, each in [(6, 3), (10, 2), (12, 5)]:
    values = (random.normal(.1, .2, (groups, 1)) + random.normal(0, .1, (groups, each))).clip(-1, 1).round(2)
    result = stats.permutation_test((values.sum(axis=1),), np.mean, permutation_type="samples", n_resamples=np.inf)
    rows.append((";".join(str(float(d)) for d in values.ravel()), ";".join(f"g{g}" for g in range(groups) for _ in range(each)), float(result.pvalue)))
write("sign-flip-groups.csv", "differences,groups,p", rows)

rows = []
for p in [[.01, .04, .03, .005], [.2], [.5, .5, .001, .9, .04, .02], list(random.random(12).round(4) ** 2), [.05, .05, .05]]:
    rows.append((";".join(repr(float(x)) for x in p), *(";".join(repr(float(x)) for x in multipletests(p, method=m)[1]) for m in ("holm", "fdr_bh"))))
write("multiple.csv", "p,holm,bh", rows)

rows = []
for n, k in [(8, 3), (30, 5)]:
    scores = (random.normal(.5, .2, (n, 1)) + random.normal(0, .15, (n, k))).clip(0, 1).round(2)
    table = anova_lm(ols("score ~ C(example)", pd.DataFrame({"score": scores.ravel(), "example": np.repeat(np.arange(n), k)})).fit())
    ms_between, ms_within = table["mean_sq"]
    rows.append((";".join(str(float(x)) for x in scores.ravel()), k, (ms_between - ms_within) / k, ms_within,
                 (ms_between - ms_within) / (ms_between + (k - 1) * ms_within)))
write("noise.csv", "scores,repeats,between,within,icc", rows)
