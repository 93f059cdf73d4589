package dev.emend.models.remote;

import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.models.langchain4j.Conversions;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;

/**
 * Anthropic's messages. They take no seed, no temperature above 1, no temperature beside a {@code top_p}, and give no
 * log-probabilities.
 */
final class Anthropic implements Provider {

    private final Wire wire;
    private final AnthropicChatModel model;

    Anthropic(String baseUrl, String name, Secret key) {
        this.wire = new Wire(key, Wire.HOSTED);
        this.model = AnthropicChatModel.builder()
                .httpClientBuilder(wire.builder())
                .baseUrl(baseUrl)
                .apiKey(key.reveal())
                .modelName(name)
                .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA)
                .maxRetries(0)
                .build();
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public ChatResponse chat(Request request) {
        var parameters = ChatRequestParameters.builder();
        common(parameters, request);
        double temperature = Math.min(1, request.sampling().temperature());
        boolean byTopP = temperature == 1 && request.sampling().topP() < 1;
        parameters.temperature(byTopP ? null : temperature);
        parameters.topP(byTopP ? request.sampling().topP() : null);
        return model.chat(ChatRequest.builder()
                .messages(Conversions.messages(request.messages()))
                .parameters(parameters.build())
                .build());
    }

    /** What was read from the cache or written to it is not among Anthropic's input tokens. */
    @Override
    public Usage usage(ChatResponse response, Usage most) {
        Usage usage = Provider.super.usage(response, most);
        if (response.tokenUsage() instanceof AnthropicTokenUsage detailed) {
            long read = Conversions.count(detailed.cacheReadInputTokens(), 0);
            long written = Conversions.count(detailed.cacheCreationInputTokens(), 0);
            return new Usage(usage.prompt() + read + written, read, usage.completion());
        }
        return usage;
    }
}
