/**
 * Finds the judge that agrees best with people, and proves it. A judge is one of the metrics that ask models, with its
 * options: a {@link dev.emend.judge.calibration.JudgeDesign}. {@link dev.emend.judge.calibration.Calibration} races designs
 * on validation items by their agreement with people, has rubrics drafted and rewritten from train items, and compares the
 * best with the plain judge once, on hold-out items of other groups.
 *
 * <p>The search of prompts does not fit: it compares by means of single scores, and a correlation is no mean; and what
 * differs here is not only a text but also the scale, and how a grade is read.
 */
@NullMarked
package dev.emend.judge.calibration;

import org.jspecify.annotations.NullMarked;
