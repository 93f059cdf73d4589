package dev.emend.models.remote;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.model.Completion;
import dev.emend.model.LanguageModel;
import dev.emend.model.ModelException;
import dev.emend.model.Request;
import dev.emend.models.langchain4j.Conversions;
import dev.langchain4j.exception.ContentFilteredException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.UnsupportedFeatureException;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A model behind HTTP: one call, one try. Thread-safe. */
public final class RemoteModel implements LanguageModel {

    private static final int UNAUTHORIZED = 401;
    private static final int PAYMENT = 402;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final String OLLAMA_PORT = ":11434";

    /** Gemini calls a wrong key a bad request. */
    private static final Pattern NO_KEY = Pattern.compile("(?i)api[ _-]?key");

    private static final Pattern PATH = Pattern.compile("[\\w.-]+(/[\\w.-]+)*");

    private final String name;
    private final Provider provider;
    private final Secret secret;

    private RemoteModel(String name, Provider provider, Secret secret) {
        this.name = name;
        this.provider = provider;
        this.secret = secret;
    }

    /**
     * @param kind {@code openai}, {@code anthropic}, {@code gemini}, {@code ollama} or {@code openai-compatible}
     * @param rest what follows the kind in the name: the provider's name for the model, for the last kind
     *     {@code BASE_URL#NAME}
     * @throws InvalidInputException where a key is missing, an address is none, or a name cannot be part of one and has to be
     */
    public static LanguageModel open(String kind, String rest, Map<String, String> environment) {
        return new Retried(once(kind, rest, environment));
    }

    /** The model without further tries. */
    static LanguageModel once(String kind, String rest, Map<String, String> environment) {
        String name = kind + ":" + rest;
        if (rest.isEmpty()) {
            throw new InvalidInputException("'" + name + "' names no model", Where.NOWHERE, "");
        }
        return switch (kind) {
            case "openai" -> {
                Secret key = Secret.required(environment, "OPENAI_API_KEY");
                String base = address(environment, "OPENAI_BASE_URL", "https://api.openai.com/v1");
                yield new RemoteModel(name, new OpenAi(base, rest, key, true), key);
            }
            case "anthropic" -> {
                Secret key = Secret.required(environment, "ANTHROPIC_API_KEY");
                String base = address(environment, "ANTHROPIC_BASE_URL", "https://api.anthropic.com/v1");
                yield new RemoteModel(name, new Anthropic(versioned(base), rest, key), key);
            }
            case "gemini" -> {
                Secret key = Secret.required(environment, "GEMINI_API_KEY", "GOOGLE_API_KEY");
                String base =
                        address(environment, "GEMINI_BASE_URL", "https://generativelanguage.googleapis.com/v1beta");
                yield new RemoteModel(name, new Gemini(base, inAddress(name, rest), key), key);
            }
            case "ollama" -> new RemoteModel(name, new Ollama(ollama(environment), rest), Secret.NONE);
            case "openai-compatible" -> compatible(name, rest, environment);
            default -> throw new IllegalArgumentException("no kind of remote model: " + kind);
        };
    }

    @Override
    public long completionTokenBound(Request request) {
        return (long) request.sampling().maxTokens() + provider.hiddenReasoning();
    }

    private static RemoteModel compatible(String name, String rest, Map<String, String> environment) {
        int hash = rest.lastIndexOf('#');
        if (hash <= 0 || hash == rest.length() - 1) {
            throw new InvalidInputException(
                    "'" + name + "' must be openai-compatible:BASE_URL#NAME",
                    Where.NOWHERE,
                    "as in openai-compatible:http://127.0.0.1:8080/v1#qwen.");
        }
        String base = checked(rest.substring(0, hash), "the address in the model's name");
        Secret key = Secret.optional(environment, "OPENAI_COMPATIBLE_API_KEY");
        return new RemoteModel(name, new OpenAi(base, rest.substring(hash + 1), key, false), key);
    }

    /** Gemini's models have their names in their addresses. */
    private static String inAddress(String name, String rest) {
        if (!PATH.matcher(rest).matches()) {
            throw new InvalidInputException(
                    "'" + name + "' names no model: a name has letters, digits, '.', '_', '-' and '/'",
                    Where.NOWHERE,
                    "it is written as in gemini:gemini-2.5-flash.");
        }
        return rest;
    }

    private static String versioned(String base) {
        return base.matches(".*/v\\d+") ? base : base + "/v1";
    }

    /** Ollama itself takes this variable without a scheme and without a port. */
    private static String ollama(Map<String, String> environment) {
        String host = environment.getOrDefault("OLLAMA_HOST", "").strip();
        if (host.isEmpty()) {
            return "http://127.0.0.1" + OLLAMA_PORT;
        }
        String full = host.contains("://") ? host : "http://" + host;
        String base = checked(full.replace("//0.0.0.0", "//127.0.0.1"), "OLLAMA_HOST");
        return host.contains("://") || base.matches(".*:\\d+") ? base : base + OLLAMA_PORT;
    }

    private static String address(Map<String, String> environment, String variable, String usual) {
        String given = environment.getOrDefault(variable, "").strip();
        return given.isEmpty() ? usual : checked(given, variable);
    }

    /** The text of a wrong address is not shown: it may hold a password. */
    private static String checked(String address, String what) {
        try {
            URI uri = new URI(address);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null && uri.getQuery() == null) {
                return address.replaceAll("/+$", "");
            }
        } catch (URISyntaxException e) {
            // Said below, without the text.
        }
        throw new InvalidInputException(
                what + " is not an address such as http://127.0.0.1:8080/v1", Where.NOWHERE, advice(address));
    }

    private static String advice(String address) {
        if (!address.matches("https?://.*")) {
            return "it lacks the http:// or https:// in front.";
        }
        if (address.contains("@")) {
            return "it holds a key or a password; those belong into the environment, as OPENAI_COMPATIBLE_API_KEY.";
        }
        return address.contains("?")
                ? "it ends before the \"?\"; a key that stands behind it belongs into the environment."
                : "a character of it is wrong, such as a blank.";
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * @throws Failure where the same call may succeed later
     * @throws ModelException where it will not; UNREADABLE where it may, though this one may have been paid for
     */
    @Override
    public Completion complete(Request request) {
        ChatResponse response;
        try {
            response = provider.wire().call(() -> provider.chat(request));
        } catch (ModelException e) {
            throw e;
        } catch (ContentFilteredException e) {
            return new Completion("", Completion.Finish.FILTERED, Conversions.most(this, request), List.of());
        } catch (RuntimeException e) {
            throw isUnreadable(e) ? unreadable(e) : translated(e);
        }
        String text =
                response.aiMessage().text() == null ? "" : response.aiMessage().text();
        return new Completion(
                text,
                Conversions.finish(response.finishReason()),
                provider.usage(response, Conversions.most(this, request, text)),
                provider.tokens(response));
    }

    /** A proxy's page or half a reply in place of an answer may be an accident. */
    private ModelException unreadable(RuntimeException thrown) {
        return new ModelException(
                ModelException.Kind.UNREADABLE,
                name + ": what the server answers cannot be read" + said(thrown)
                        + "\nMaybe the address is another one, such as with /v1 behind it, or a proxy answers in the server's place.");
    }

    /** What the parser of a reply says would quote it. */
    private String said(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause.getClass().getName().startsWith("com.fasterxml.jackson.")) {
                return "";
            }
        }
        return thrown.getMessage() == null ? "" : ": " + secret.hideIn(thrown.getMessage());
    }

    /** The library that reads replies has no exception of its own for this: it is what is none of the others. */
    private static boolean isUnreadable(RuntimeException thrown) {
        if (thrown instanceof ModelException
                || thrown instanceof ContentFilteredException
                || thrown instanceof UnsupportedFeatureException
                || thrown instanceof InvalidRequestException
                || Thread.currentThread().isInterrupted()) {
            return false;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure) {
                return false;
            }
        }
        return true;
    }

    /** Causes are left behind: their messages may quote what was sent. */
    private RuntimeException translated(RuntimeException thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof Failure failure) {
                return failure.passing() ? failure : exception(failure);
            }
        }
        ModelException.Kind kind =
                thrown instanceof UnsupportedFeatureException || thrown instanceof InvalidRequestException
                        ? ModelException.Kind.REJECTED
                        : ModelException.Kind.UNAVAILABLE;
        return new ModelException(kind, name + ": " + secret.hideIn(String.valueOf(thrown.getMessage())));
    }

    private ModelException exception(Failure failure) {
        ModelException.Kind kind = switch (failure.statusCode()) {
            case UNAUTHORIZED, PAYMENT, FORBIDDEN, NOT_FOUND -> ModelException.Kind.DENIED;
            case 0 -> ModelException.Kind.UNAVAILABLE;
            default ->
                failure.statusCode() / 100 != 4 || failure.statusCode() == 429
                        ? ModelException.Kind.UNAVAILABLE
                        : NO_KEY.matcher(failure.getMessage()).find()
                                ? ModelException.Kind.DENIED
                                : ModelException.Kind.REJECTED;
        };
        return new ModelException(kind, name + ": " + failure.getMessage());
    }

    @Override
    public String toString() {
        return name;
    }
}
