/**
 * Task files: what a user wants optimized, on which examples, by which metric, within which budget. Everything that can
 * be wrong with one is found here, before any model is called. A metric in one may be a {@link
 * dev.emend.format.task.JudgeFile judge file}: a judge that was calibrated, or written by hand.
 */
@NullMarked
package dev.emend.format.task;

import org.jspecify.annotations.NullMarked;
