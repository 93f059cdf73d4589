/** How closely the text metrics agree with their reference programs, and how fast they are. */
@NullMarked
package dev.emend.benchmarks.text;

import org.jspecify.annotations.NullMarked;
