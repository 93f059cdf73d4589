/**
 * What an evaluation found, for machines and for people: as one JSON object, as JUnit XML for continuous integration, and
 * as an HTML page with figures. {@link dev.emend.format.evaluation.EvaluationReport} is the door to all three.
 *
 * <p>Answers, feedback and labels are data wherever they stand: each writer escapes them, and the page can neither load nor
 * run anything.
 */
@NullMarked
package dev.emend.format.evaluation;

import org.jspecify.annotations.NullMarked;
