/** Judge files: a judge that was calibrated, or written by hand, for metrics to use. */
@NullMarked
package dev.emend.format.judge;

import org.jspecify.annotations.NullMarked;
