/**
 * Models that judge: against a rubric, in pairs, by a checklist, and in tournaments. {@link dev.emend.judge.PointJudge}
 * and {@link dev.emend.judge.PairJudge} write the questions and read the replies; metrics and tournaments are built on these two. A
 * {@link dev.emend.judge.Referee} or {@link dev.emend.judge.Grader} is one of them, or any metric that asks judges: audits and
 * leagues take these. Nothing here calls a model: questions go out and replies come in, so the same replies give the same
 * verdict.
 *
 * <p>What is judged never instructs the judge: {@link dev.emend.metric.Exhibit} is the one place where a text enters a
 * judge's prompt.
 */
@NullMarked
package dev.emend.judge;

import org.jspecify.annotations.NullMarked;
