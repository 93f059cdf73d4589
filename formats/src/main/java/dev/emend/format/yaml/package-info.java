/**
 * YAML 1.2 as a tree that knows where each value stands, so that every reader can name the line and field of a mistake.
 * Anchors, aliases and tags are refused: a file means what a person sees in it.
 */
@NullMarked
package dev.emend.format.yaml;

import org.jspecify.annotations.NullMarked;
