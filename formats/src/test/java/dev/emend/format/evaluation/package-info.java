@NullMarked
package dev.emend.format.evaluation;

import org.jspecify.annotations.NullMarked;
