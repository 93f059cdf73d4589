/**
 * Metrics for answers that must be JSON: {@code json-schema} holds them to a schema, {@code json-fields} compares them
 * field by field with an expected object. What a model wrote is read within limits of length, depth and size of numbers,
 * and a schema is complete in itself: nothing is ever fetched because a schema or an answer says so.
 */
@NullMarked
package dev.emend.scoring.json;

import org.jspecify.annotations.NullMarked;
