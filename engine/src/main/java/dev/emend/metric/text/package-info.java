/**
 * Metrics that compare an answer's words or characters with those of one or several expected answers. Each agrees with the
 * program that its field quotes: ROUGE with rouge-score, BLEU and chrF with sacreBLEU, METEOR with NLTK, F1 and exact match
 * with SQuAD's script. So their peculiarities are kept, and texts are read as Python reads them.
 */
@NullMarked
package dev.emend.metric.text;

import org.jspecify.annotations.NullMarked;
