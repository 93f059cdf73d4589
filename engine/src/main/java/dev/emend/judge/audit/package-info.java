/**
 * What is wrong with a judge, measured: an audit asks it about pairs or single answers again and again, each time with one
 * thing changed that should not matter, and counts what moves. {@link dev.emend.judge.audit.PairAudit} and
 * {@link dev.emend.judge.audit.GradeAudit} are scripts over one service that has questions answered; they call no model.
 */
@NullMarked
package dev.emend.judge.audit;

import org.jspecify.annotations.NullMarked;
