/**
 * Labelled rows from JSONL and CSV files. A file is read to {@link dev.emend.format.data.Row rows} first, which are
 * what stands in it, and then to examples, which are what a prompt needs.
 */
@NullMarked
package dev.emend.format.data;

import org.jspecify.annotations.NullMarked;
