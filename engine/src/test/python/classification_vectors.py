"""Writes random classification results with scikit-learn's figures for them, for ClassificationParityTest.

pip install scikit-learn
python classification_vectors.py > ../resources/dev/emend/metric/label/scikit-learn.tsv

An answer that is no label is written "?". It is a class of its own, which is never expected.
"""

import random
import warnings

import sklearn
from sklearn.metrics import balanced_accuracy_score, f1_score, matthews_corrcoef

warnings.filterwarnings("ignore")
rng = random.Random(20260101)


def table(labels, n, accuracy, unreadable, weights):
    expected = rng.choices(labels, weights=weights, k=n)
    predicted = []
    for label in expected:
        draw = rng.random()
        if draw < accuracy:
            predicted.append(label)
        elif draw < accuracy + unreadable:
            predicted.append("?")
        else:
            predicted.append(rng.choice(labels))
    return expected, predicted


def cases():
    yield ["a"], ["a"]
    yield ["a"], ["?"]
    yield ["a"] * 5, ["a"] * 5
    yield ["a"] * 5, ["?"] * 5
    yield ["a"] * 5, ["a", "a", "a", "?", "b"]
    yield ["a", "b"], ["b", "a"]
    yield ["a", "b", "a", "b"], ["a", "a", "a", "a"]
    yield ["a", "b", "c"], ["?", "?", "?"]
    for _ in range(300):
        labels = "abcdefghijkl"[: rng.randint(1, 12)]
        never_predicted = rng.random() < 0.3
        expected, predicted = table(
            labels,
            rng.randint(1, 120),
            rng.random(),
            rng.choice([0, 0.1, 0.5]),
            [rng.choice([0.05, 1, 3]) for _ in labels],
        )
        if never_predicted:
            predicted = ["?" if label == labels[0] else label for label in predicted]
        yield expected, predicted


print(f"# scikit-learn {sklearn.__version__}: expected, answered, macro-F1, weighted F1, balanced accuracy, Matthews")
for expected, predicted in cases():
    occurring = sorted(set(expected))
    figures = [
        f1_score(expected, predicted, labels=occurring, average="macro", zero_division=0),
        f1_score(expected, predicted, average="weighted", zero_division=0),
        balanced_accuracy_score(expected, predicted),
        matthews_corrcoef(expected, predicted),
    ]
    print("".join(expected), "".join(predicted), *(repr(float(figure)) for figure in figures), sep="\t")
