/** What calibrating a judge gains on public data with people's ratings. */
@NullMarked
package dev.emend.benchmarks.calibration;

import org.jspecify.annotations.NullMarked;
