/**
 * The prompt as a value: messages made of templates, demonstrations, sampling. Immutable; identified by the
 * fingerprint of its content. A template is parsed once into text and placeholders, and what a model wrote is never
 * parsed as one without being screened.
 */
@NullMarked
package dev.emend.prompt;

import org.jspecify.annotations.NullMarked;
