/**
 * Numbers in answers, as people write them: with thousands separators, signs, and a percent sign.
 */
@NullMarked
package dev.emend.metric.number;

import org.jspecify.annotations.NullMarked;
