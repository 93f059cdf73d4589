package dev.emend.models.remote;

import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.models.langchain4j.Conversions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ChatRequestParameters;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.googleai.GoogleAiGeminiChatModel;
import dev.langchain4j.model.googleai.GoogleAiGeminiTokenUsage;
import java.util.regex.Pattern;

/** Google's Gemini. */
final class Gemini implements Provider {

    /** These think before they answer unless they are told not to. */
    private static final Pattern REASONING = Pattern.compile("gemini-(2\\.5.*|[3-9].*|[a-z-]+-latest)");

    private final String baseUrl;
    private final String name;
    private final Secret key;
    private final Wire wire;

    Gemini(String baseUrl, String name, Secret key) {
        this.baseUrl = baseUrl;
        this.name = name;
        this.key = key;
        this.wire = new Wire(key, Wire.HOSTED);
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public int hiddenReasoning() {
        return REASONING.matcher(name).matches() ? HIDDEN_REASONING : 0;
    }

    @Override
    public ChatResponse chat(Request request) {
        var parameters = ChatRequestParameters.builder();
        common(parameters, request);
        return model(request)
                .chat(ChatRequest.builder()
                        .messages(Conversions.messages(request.messages()))
                        .parameters(parameters.build())
                        .build());
    }

    /** A seed is not among the parameters of a single call; a model is but a few fields over the shared wire. */
    private GoogleAiGeminiChatModel model(Request request) {
        return GoogleAiGeminiChatModel.builder()
                .httpClientBuilder(wire.builder())
                .baseUrl(baseUrl)
                .apiKey(key.reveal())
                .modelName(name)
                .seed(Provider.seed(request))
                .maxRetries(0)
                .build();
    }

    @Override
    public Usage usage(ChatResponse response, Usage most) {
        Usage usage = Provider.super.usage(response, most);
        if (response.tokenUsage() instanceof GoogleAiGeminiTokenUsage detailed) {
            long thoughts = Conversions.count(detailed.thoughtsTokenCount(), 0);
            return Provider.cached(
                    new Usage(usage.prompt(), 0, usage.completion() + thoughts), detailed.cachedContentTokenCount());
        }
        return usage;
    }
}
