/**
 * How candidates are written, and the screen that refuses the broken ones before they cost a call.
 */
@NullMarked
package dev.emend.proposal;

import org.jspecify.annotations.NullMarked;
