package dev.emend.models.remote;

import dev.emend.model.Completion.Alternative;
import dev.emend.model.Completion.Token;
import dev.emend.model.Constraint;
import dev.emend.model.Request;
import dev.emend.model.Usage;
import dev.emend.models.langchain4j.Conversions;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.LogProb;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.langchain4j.model.openai.OpenAiChatResponseMetadata;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** OpenAI's chat completions, and those of the many servers that speak the same protocol. */
final class OpenAi implements Provider {

    /** These refuse a temperature, stop texts and log-probabilities, tuned for a task or not. */
    private static final Pattern REASONING = Pattern.compile("(ft:)?(o\\d|gpt-5).*");

    private final Wire wire;
    private final OpenAiChatModel model;
    private final boolean hosted;
    private final boolean reasoning;

    /** @param hosted whether it is OpenAI's own service, rather than another server */
    OpenAi(String baseUrl, String name, Secret key, boolean hosted) {
        this.hosted = hosted;
        this.reasoning = hosted && REASONING.matcher(name).matches();
        this.wire = new Wire(key, hosted ? Wire.HOSTED : Wire.OWN);
        this.model = OpenAiChatModel.builder()
                .httpClientBuilder(wire.builder())
                .baseUrl(baseUrl)
                .apiKey(key == Secret.NONE ? "none" : key.reveal())
                .modelName(name)
                .strictJsonSchema(true)
                .maxRetries(0)
                .build();
    }

    @Override
    public Wire wire() {
        return wire;
    }

    @Override
    public int hiddenReasoning() {
        return reasoning ? HIDDEN_REASONING : 0;
    }

    @Override
    public ChatResponse chat(Request request) {
        OpenAiChatRequestParameters.Builder parameters = OpenAiChatRequestParameters.builder();
        if (reasoning) {
            parameters.responseFormat(Provider.format(request.constraint()));
        } else if (!hosted && request.constraint() instanceof Constraint.Grammar grammar) {
            common(parameters, without(request));
            parameters.customParameters(Map.of("grammar", grammar.gbnf()));
        } else {
            common(parameters, request);
        }
        if (hosted) {
            parameters
                    .maxOutputTokens(null)
                    .maxCompletionTokens(request.sampling().maxTokens() + hiddenReasoning());
        }
        if (!reasoning && request.logProbabilities() > 0) {
            parameters.logprobs(true).topLogprobs(request.logProbabilities());
        }
        parameters.seed(Provider.seed(request));
        return model.chat(ChatRequest.builder()
                .messages(Conversions.messages(request.messages()))
                .parameters(parameters.build())
                .build());
    }

    private static Request without(Request request) {
        return new Request(
                request.purpose(),
                request.messages(),
                request.sampling(),
                Constraint.NONE,
                request.seed(),
                request.logProbabilities());
    }

    @Override
    public Usage usage(ChatResponse response, Usage most) {
        Usage usage = Provider.super.usage(response, most);
        return response.tokenUsage() instanceof OpenAiTokenUsage detailed && detailed.inputTokensDetails() != null
                ? Provider.cached(usage, detailed.inputTokensDetails().cachedTokens())
                : usage;
    }

    @Override
    public List<Token> tokens(ChatResponse response) {
        if (response.metadata() instanceof OpenAiChatResponseMetadata metadata && metadata.logProbs() != null) {
            List<LogProb> given = metadata.logProbs();
            return given.stream().allMatch(OpenAi::hasNumber)
                    ? given.stream().map(OpenAi::token).toList()
                    : List.of();
        }
        return List.of();
    }

    /** Some servers write nothing for a token that cannot be. */
    private static boolean hasNumber(LogProb given) {
        return given.logprob() != null;
    }

    private static Token token(LogProb given) {
        List<LogProb> top = given.topLogprobs() == null ? List.of() : given.topLogprobs();
        return new Token(
                given.token(),
                Math.min(0, given.logprob()),
                top.stream()
                        .filter(OpenAi::hasNumber)
                        .map(rival -> new Alternative(rival.token(), Math.min(0, rival.logprob())))
                        .toList());
    }
}
