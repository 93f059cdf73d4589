/**
 * The report of a run as one HTML page that needs nothing else: no script, no address, no font. It is written for a
 * person who has to decide whether to ship a prompt, so the verdict stands first and everything behind it is its proof.
 *
 * <p>{@code HtmlReport} puts the sections in order, each a class of its own; {@code Html} is the only way to write markup,
 * and it escapes whatever is text. What a model or the data wrote stands in the text of HTML elements alone, never in an
 * attribute, a style or a figure.
 */
@NullMarked
package dev.emend.format.report;

import org.jspecify.annotations.NullMarked;
