/**
 * Examples and how they are split. Train examples feed proposals, validation examples feed selection, and hold-out
 * examples are touched once, by the gate.
 */
@NullMarked
package dev.emend.data;

import org.jspecify.annotations.NullMarked;
