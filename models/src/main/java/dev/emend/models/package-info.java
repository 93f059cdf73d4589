/**
 * Language models by name: {@link dev.emend.models.NamedModels} opens the embedded one, hosted ones, and any server that
 * speaks the OpenAI protocol.
 */
@NullMarked
package dev.emend.models;

import org.jspecify.annotations.NullMarked;
