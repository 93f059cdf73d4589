/**
 * Strategies: imperative scripts over a small set of services (propose, screen, evaluate, keep). A strategy owns no
 * threads, no budget arithmetic, no persistence and no printing.
 */
@NullMarked
package dev.emend.search;

import org.jspecify.annotations.NullMarked;
