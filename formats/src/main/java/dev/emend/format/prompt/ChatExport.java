package dev.emend.format.prompt;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages of a chat as JSON, as playgrounds and APIs export them: nobody means these as one text. */
final class ChatExport {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ChatExport() {}

    /** Whether a text is an array of messages with roles, an object with such an array, or a line with either. */
    static boolean is(String text) {
        String stripped = text.strip();
        return isMessages(stripped) || isMessages(stripped.lines().findFirst().orElse(""));
    }

    private static boolean isMessages(String text) {
        if (!text.startsWith("[") && !text.startsWith("{")) {
            return false;
        }
        try {
            JsonNode root = JSON.readTree(text);
            JsonNode messages = root.isObject() ? root.path("messages") : root;
            return messages.isArray() && messages.path(0).path("role").isString();
        } catch (JacksonException noJson) {
            return false;
        }
    }
}
