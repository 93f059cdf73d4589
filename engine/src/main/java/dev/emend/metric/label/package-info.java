/**
 * Classification: answers that are one of a few labels. {@link dev.emend.metric.label.LabelMetric} reads an answer as a
 * label, {@link dev.emend.metric.label.ConfusionMatrix} counts what was answered for what, and every figure is computed
 * from that table. An answer that is no label is told apart from a wrong label, since a prompt mends them differently.
 */
@NullMarked
package dev.emend.metric.label;

import org.jspecify.annotations.NullMarked;
