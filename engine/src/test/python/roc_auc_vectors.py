"""Writes dev/emend/evaluation/roc-auc.tsv: areas that scikit-learn finds for scores with and without ties.

Needs scikit-learn 1.5 or later: python roc_auc_vectors.py > ../resources/dev/emend/evaluation/roc-auc.tsv
"""

import random

from sklearn.metrics import roc_auc_score

random.seed(20261123)
for case in range(200):
    n = random.randint(2, 40)
    levels = random.choice([1, 2, 5, 1000])
    labels = [1, 0] + [random.randint(0, 1) for _ in range(n - 2)]
    scores = [random.randrange(levels) / levels + 0.25 * label * random.randint(0, 1) for label in labels]
    area = roc_auc_score(labels, scores)
    print(repr(float(area)), ",".join(map(str, labels)), ",".join(map(repr, scores)), sep="\t")
