/**
 * Specifications of prompts as YAML, and what goes with them: the meta-prompts as prompt files, and how a generated candidate
 * tells where it comes from.
 */
@NullMarked
package dev.emend.format.specification;

import org.jspecify.annotations.NullMarked;
