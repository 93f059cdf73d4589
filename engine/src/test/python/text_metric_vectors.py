"""Makes the vectors in ../resources/dev/emend/metric/text.

Needs, in these versions: rouge-score 0.1.2, sacrebleu 2.6.0, nltk 3.10.4, rapidfuzz 3.14.6, and transformers 4.57 for its copy
of SQuAD's script. Run: python3 text_metric_vectors.py SUMMEVAL, the SummEval examples of neulab/BARTScore (Apache License
2.0) as JSON lines; about 200 pairs are summaries from there.

pairs.tsv.gz has a line for each pair: what kind it is, how often the candidate and the references are to be repeated, the
texts (several references with U+001E between) with JSON's escapes, and a column for each figure, named by Emend's metric, its
options, and the part of the score where it is not the value. An empty figure was not computed, since the reference program would take minutes. corpora.tsv has figures of rows from up to to of it.
stems.tsv.gz has words and their stems.
"""
import gzip
import json
import pathlib
import random
import sys

import sacrebleu
from nltk.stem.porter import PorterStemmer
from nltk.translate.meteor_score import single_meteor_score
from rapidfuzz.distance import Levenshtein
from rouge_score import rouge_scorer
from sacrebleu.metrics import BLEU, CHRF
from transformers.data.metrics.squad_metrics import compute_exact, compute_f1

OUT = pathlib.Path(__file__).parent / "../resources/dev/emend/metric/text"
RANDOM = random.Random(20261123)

SENTENCES = [
    "The committee approved the budget of $1,250.50 on 3-4 March, but two members left early.",
    "Dr. O'Neil's \"well-known\" results weren't published until 1999; nobody noticed (not even she).",
    "Running quickly, the operators generalized the relational databases and hopefully conditioned the flies.",
    "Der Ausschuss hat am 3. März den Haushalt von 1.250,50 € gebilligt; zwei Mitglieder gingen früher.",
    "Die Straßenbahn fährt über die Brücke, weil die U-Bahn heute nicht fährt.",
    "Le comité a approuvé le budget de 1 250,50 € — « enfin », dit-elle, l'été dernier.",
    "El comité aprobó el presupuesto: ¿quién lo habría pensado? ¡Nadie!",
    "Комитет утвердил бюджет в 1 250,50 рубля, но двое членов ушли раньше.",
    "Η επιτροπή ενέκρινε τον προϋπολογισμό. ΟΔΥΣΣΕΑΣ ΚΑΙ ΠΗΝΕΛΟΠΗ, ο σοφός.",
    "İstanbul'da Işık ılık su içti; ığdır İzmir'den uzaktır.",
    "委员会于三月三日批准了1,250.50元的预算，但两名成员提前离开了。",
    "委員会は三月三日に予算を承認したが、二人は早く帰った。カタカナもある。",
    "위원회는 3월 3일에 예산을 승인했지만 두 명은 일찍 떠났다.",
    "وافقت اللجنة على الميزانية في ٣ مارس، لكن عضوين غادرا مبكراً.",
    "הוועדה אישרה את התקציב ב־3 במרץ, אך שני חברים עזבו מוקדם.",
    "समिति ने ३ मार्च को बजट स्वीकृत किया, लेकिन दो सदस्य जल्दी चले गए।",
    "คณะกรรมการอนุมัติงบประมาณเมื่อวันที่ 3 มีนาคม",
    "Ủy ban đã phê duyệt ngân sách vào ngày 3 tháng 3, nhưng hai thành viên rời đi sớm.",
    "Great news 🎉🎉! The team 👩‍👩‍👧‍👦 won 3–2 🇫🇷 ❤️ and flew home ✈️.",
    "Cafe\u0301 re\u0301sume\u0301 nai\u0308ve a\u0301 an\u0302 the\u0308 coo\u0308perate; caf\u00e9 r\u00e9sum\u00e9.",
    "x = a[i] + b{j}; if (x >= 10 && y < 3.14) { return \"ok\"; } // 50% off & more @ http://example.org/a-b_c?d=1#e",
    "Prices rose 3.5%, to 1,000.00-2,000.00, in 2020-21. The U.S.A. vs. the E.U., e.g., 5,6,7.",
    "&quot;Tom &amp; Jerry&quot; &lt;b&gt; <skipped> sat down-\nstairs &amp;lt; again",
    "A man, a plan, a canal: Panama. The an a THE An; theatre and another.",
]
PIECES = (["a", "the", "An", "cat", "dogs", "running", "ran", "1", "2,5", "3.", ".5", "1,000.00", "2020-21", "-", "--", "…", "。", "，",
           "don't", "e.g.", "U.S.", "&amp;", "&lt;", "<skipped>", "-\n", "\n", "\n\n", "\t", " ", "\u00a0", "\u3000", "\u2028", "\u0085",
           "\u001c", "\u200b", "\u200d", "\ufeff", "K", "\u212a", "\u212b", "İ", "ı", "ß", "ẞ", "Σ", "ΑΣ", "ΑΣ.", "ΑΣ'Α", "Α\u0301Σ\u0301", "ﬁ", "ǅ", "e\u0301", "a\u0301",
           "🙂", "👍🏽", "👨‍👩‍👧", "🇩🇪", "❤️", "𝒳", "𐐀", "😀s", "漢字", "かな", "カナ", "한국", "عربى", "٣", "עברית", "हिन्दी", "ไทย", "½", "²", "Ⅷ", "①", "௧",
           "€", "$5", "+", "=", "©", "™", "°C", "№", "«", "»", "„", "“", "'", "’", "`", "^", "_", "snake_case", "{", "}", "~", "|", "\\", "/", "@", "#", "*",
           "(hi)", "(hi", "hi)", "..", "...", "?!", "a.b.c", "x,y", "9,", ",9", "5-", "-5", "'s", "THE", "a_b"])


def escaped(text):
    return json.dumps(text)[1:-1]


def mutated(text):
    words = text.split(" ")
    for _ in range(RANDOM.randint(1, max(2, len(words) // 3))):
        i = RANDOM.randrange(len(words))
        match RANDOM.randrange(6):
            case 0:
                words[i] = RANDOM.choice(PIECES)
            case 1 if len(words) > 1:
                del words[i]
            case 2:
                words.insert(i, RANDOM.choice(words))
            case 3:
                j = RANDOM.randrange(len(words))
                words[i], words[j] = words[j], words[i]
            case 4:
                words[i] = RANDOM.choice([words[i].upper(), words[i].lower(), words[i] + ".", words[i] + "\n", words[i][:-1]])
            case _:
                words[i] = words[i][::-1] if RANDOM.random() < .2 else words[i] + RANDOM.choice(["s", "ing", "ed", "ly", ",", "!"])
    return " ".join(words)


def noise():
    return "".join(RANDOM.choice(PIECES) + RANDOM.choice(["", " ", " ", "  "]) for _ in range(RANDOM.randint(0, 30)))


def summaries(path):
    by_document = {}
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        by_document.setdefault(row["inputs"]["source"], []).append(row["inputs"]["summary"])
    for texts in by_document.values():
        texts = list(dict.fromkeys(texts))
        RANDOM.shuffle(texts)
        for candidate, *references in [texts[i:i + 3] for i in range(0, len(texts) - 2, 3)]:
            if RANDOM.random() < .5:
                candidate, *references = [text.replace(" . ", " .\n") for text in [candidate, *references]]
            yield "summary", 1, 1, candidate, references[:RANDOM.choice([1, 1, 2])]


def pairs(path):
    taken = list(summaries(path))
    yield from RANDOM.sample(taken, 200)
    for sentence in SENTENCES:
        yield "identical", 1, 1, sentence, [sentence]
        for _ in range(8):
            references = [sentence] + [mutated(sentence) for _ in range(RANDOM.choice([0, 0, 0, 1, 2]))]
            yield "sentence", 1, 1, mutated(sentence), references
        yield "disjoint", 1, 1, RANDOM.choice([other for other in SENTENCES if other != sentence]), [sentence]
    blanks = ["", " ", "\n", " \t\n ", "\u3000", ".", "?!...", "。、", "🙂", "a", "the", "a the an", "-"]
    for _ in range(60):
        yield "edge", 1, 1, RANDOM.choice(blanks), [RANDOM.choice(blanks + SENTENCES)]
    for _ in range(20):
        yield "edge", 1, 1, RANDOM.choice(SENTENCES), [RANDOM.choice(blanks)]
    for _ in range(120):
        base = noise()
        yield "noise", 1, 1, base if RANDOM.random() < .2 else mutated(base or "x"), [mutated(base or "x")]
    a, b, c = SENTENCES[0] + " ", SENTENCES[2] + "\n", SENTENCES[5] + " "
    yield "long", 1, 700, a, [a]
    yield "long", 700, 1, a, [mutated(a)]
    yield "long", 60, 900, mutated(b), [b]
    yield "long", 900, 5, b, [mutated(b), mutated(b) + a]
    yield "long", 800, 800, mutated(a), [a]
    yield "long", 600, 600, c, [mutated(c)]
    yield "long", 1, 1000, mutated(c), [c]
    yield "long", 300, 40, SENTENCES[10], [mutated(SENTENCES[10])]


class NoWordNet:
    def synsets(self, word):
        return []


ROUGE = {stem: rouge_scorer.RougeScorer(["rouge1", "rouge2", "rouge4", "rougeL", "rougeLsum"], use_stemmer=stem) for stem in (False, True)}
BLEUS = {f"bleu tokenizer={tok} smoothing={smooth} lowercase={'true' if case == 'lower' else 'false'}": dict(tokenize=tok, smooth_method=smooth, lowercase=case == "lower")
         for tok in ("13a", "intl", "char", "none") for smooth in ("exp", "floor", "add-k", "none")
         for case in ("mixed", "lower") if case == "mixed" or smooth == "exp"}
CHRFS = {f"chrf word-order={words}" + (f" {option}=true" if option else ""): dict(word_order=words, **({"epsilon": {"eps_smoothing": True}}.get(option, {option: True}) if option else {}))
         for words in (0, 2) for option in ("", "lowercase", "whitespace", "epsilon")}
THIRTEEN = BLEU().tokenizer


def tokens(text, tokenizer):
    return tokenizer(text.rstrip()).split()


def figures(candidate, references):
    row = {}
    heavy = max(len(reference.split()) for reference in references) * len(candidate.split()) > 12_000_000
    for stem, scorer in ROUGE.items():
        variants = ["1", "2", "4"] if heavy else ["1", "2", "4", "L", "Lsum"]
        scorer.rouge_types = ["rouge" + variant for variant in variants]
        best = scorer.score_multi(references, candidate)
        for variant in ["1", "2", "4", "L", "Lsum"]:
            score = best.get("rouge" + variant)
            for part, name in (("precision", "precision"), ("recall", "recall"), ("fmeasure", "f")):
                row[f"rouge variant={variant} stem={'true' if stem else 'false'} {name}"] = getattr(score, part) if score else None
    for name, options in BLEUS.items():
        row[name] = BLEU(effective_order=True, **options).sentence_score(candidate, references).score / 100
    for name, options in CHRFS.items():
        row[name] = CHRF(**options).sentence_score(candidate, references).score / 100
    for tokenizer, split in (("13a", THIRTEEN), ("none", str)):
        row["meteor tokenizer=" + tokenizer] = max(
            single_meteor_score(tokens(reference, split), tokens(candidate, split), wordnet=NoWordNet()) for reference in references)
    row["edit-similarity unit=character"] = max(Levenshtein.normalized_similarity(candidate, reference) for reference in references)
    row["edit-similarity unit=word"] = max(Levenshtein.normalized_similarity(candidate.split(), reference.split()) for reference in references)
    row["squad-exact-match"] = max(compute_exact(reference, candidate) for reference in references)
    row["token-f1"] = max(compute_f1(reference, candidate) for reference in references)
    return row


def plain(value):
    return "" if value is None else format(round(value, 10), ".10g")


def packed(name, lines):
    with gzip.GzipFile(OUT / name, "wb", mtime=0) as file:
        file.write(("\n".join(lines) + "\n").encode())


OUT.mkdir(parents=True, exist_ok=True)
rows = list(pairs(sys.argv[1]))
texts = []
lines = []
for kind, candidate_times, reference_times, candidate, references in rows:
    references = [reference for reference in references if reference.strip()] or references[:1]
    whole = candidate * candidate_times, [reference * reference_times for reference in references]
    texts.append(whole)
    row = figures(*whole)
    if not lines:
        lines.append("\t".join(["kind", "candidate times", "reference times", "candidate", "references", *row]))
    lines.append("\t".join([kind, str(candidate_times), str(reference_times), escaped(candidate), escaped("\x1e".join(references)),
                            *map(plain, row.values())]))
packed("pairs.tsv.gz", lines)

lines = ["\t".join(["from", "to", *BLEUS, *CHRFS])]
for start in range(0, len(texts), 40):
    part = texts[start:start + 40]
    most = max(len(references) for _, references in part)
    candidates = [candidate for candidate, _ in part]
    references = [[refs[i] if i < len(refs) else None for _, refs in part] for i in range(most)]
    values = [BLEU(**options).corpus_score(candidates, references).score / 100 for options in BLEUS.values()]
    values += [CHRF(**options).corpus_score(candidates, references).score / 100 for options in CHRFS.values()]
    lines.append("\t".join([str(start), str(start + len(part)), *map(plain, values)]))
(OUT / "corpora.tsv").write_text("\n".join(lines) + "\n")

stemmer = PorterStemmer()
words = {word for candidate, references in texts[:200] for text in [candidate, *references] for word in THIRTEEN(text.lower()).split()}
words |= {word for sentence in SENTENCES for word in THIRTEEN(sentence.lower()).split()}
words |= set(stemmer.pool) | {"yyyy", "sayyed", "eyed", "ied", "died", "dies", "ies", "flies", "😀ies", "x😀ied", "s", "as", "sss", "agreed", "feed", "eed", "ion", "logi", "geology"}
SUFFIXES = ["s", "es", "ies", "ied", "ed", "ing", "eed", "y", "ational", "tional", "enci", "anci", "izer", "bli", "alli", "ally", "entli", "eli", "ousli",
            "ization", "ation", "ator", "alism", "iveness", "fulness", "ousness", "aliti", "iviti", "biliti", "fulli", "logi", "logy", "icate", "ative",
            "alize", "iciti", "ical", "ful", "ness", "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "sion", "tion", "ion",
            "ou", "ism", "ate", "iti", "ous", "ive", "ize", "e", "ll", "lle", "at", "bl", "iz"]
while len(words) < 5000:
    stem = "".join(RANDOM.choice("aeiouybcdfglmnprstvwxz") for _ in range(RANDOM.randint(0, 6)))
    words.add(stem + "".join(RANDOM.choice(SUFFIXES) for _ in range(RANDOM.randint(1, 2))))
packed("stems.tsv.gz", [escaped(word) + "\t" + escaped(stemmer.stem(word)) for word in sorted(words)])
print(len(rows), "pairs")
