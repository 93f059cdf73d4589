/**
 * The one door through which chance enters: {@link dev.emend.model.LanguageModel}. Everything that varies (a
 * provider, retries, a journal) is a language model around another.
 */
@NullMarked
package dev.emend.model;

import org.jspecify.annotations.NullMarked;
