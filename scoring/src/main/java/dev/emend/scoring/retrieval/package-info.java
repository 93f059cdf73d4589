/** Finding passages for a query. */
@NullMarked
package dev.emend.scoring.retrieval;

import org.jspecify.annotations.NullMarked;
