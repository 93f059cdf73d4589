/**
 * A language model inside this process: a GGUF file, run by llama.cpp.
 *
 * <p>{@code Decoder} is the port: tokens in, logits out. Everything that decides is on this side of it and in Java:
 * {@code Scheduler} admits requests and forms the batches, {@code PrefixCache} knows which tokens the native cache holds
 * so that no prefix is read twice, {@code Sampler} draws a token, {@code Answer} assembles the text and finds its end.
 */
@NullMarked
package dev.emend.models.embedded;

import org.jspecify.annotations.NullMarked;
