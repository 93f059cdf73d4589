/**
 * In which language an answer is written, found by Apache OpenNLP's detector with its model of 103 languages, which comes
 * in a jar and is loaded on first use.
 */
@NullMarked
package dev.emend.scoring.language;

import org.jspecify.annotations.NullMarked;
