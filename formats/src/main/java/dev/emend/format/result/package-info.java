/** How a run ended, for programs to read. */
@NullMarked
package dev.emend.format.result;

import org.jspecify.annotations.NullMarked;
