package dev.emend.models.remote;

import dev.emend.model.Request;
import dev.emend.models.langchain4j.Conversions;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.ollama.OllamaChatRequestParameters;

/** A model in Ollama, by its own protocol, which takes a seed. */
final class Ollama implements Provider {

    private final Wire wire;
    private final OllamaChatModel model;

    Ollama(String baseUrl, String name) {
        this.wire = new Wire(Secret.NONE, Wire.OWN);
        this.model = OllamaChatModel.builder()
                .httpClientBuilder(wire.builder())
                .baseUrl(baseUrl)
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
        OllamaChatRequestParameters.Builder parameters = OllamaChatRequestParameters.builder();
        common(parameters, request);
        parameters.seed(Provider.seed(request));
        return model.chat(ChatRequest.builder()
                .messages(Conversions.messages(request.messages()))
                .parameters(parameters.build())
                .build());
    }
}
