/**
 * The one door through which chance enters: {@link dev.emend.model.LanguageModel}. A provider is one, and so is
 * what stands around another, such as retries. Journal, limits and accounts are kept by {@code dev.emend.run}, which makes all calls.
 */
@NullMarked
package dev.emend.model;

import org.jspecify.annotations.NullMarked;
