package dev.emend.models.embedded;

import dev.emend.prompt.ChatMessage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Turns messages into the tokens that the model reads.
 *
 * <p>What a message says is data: the text of a control token in it, such as {@code <|im_end|>}, is read as those
 * characters and cannot end the message. Thread-safe.
 */
final class ChatPrompt {

    private final Decoder decoder;

    ChatPrompt(Decoder decoder) {
        this.decoder = decoder;
    }

    int[] tokens(List<ChatMessage> messages) {
        boolean plain = true;
        for (ChatMessage message : messages) {
            // The template is rendered through C strings, which end at a NUL.
            plain &= !hasControlText(message.content()) && message.content().indexOf('\0') < 0;
        }
        return plain ? decoder.tokenize(decoder.render(messages), true, true) : piecewise(messages);
    }

    private boolean hasControlText(String content) {
        return !Arrays.equals(decoder.tokenize(content, true, false), decoder.tokenize(content, false, false));
    }

    /** Renders marks in place of the contents, so that only the template's own control tokens count as such. */
    private int[] piecewise(List<ChatMessage> messages) {
        String mark = unused(messages);
        List<ChatMessage> marked = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            marked.add(new ChatMessage(messages.get(i).role(), mark(mark, i)));
        }
        String rendered = decoder.render(marked);
        int[] tokens = decoder.tokenize("", true, true);
        int at = 0;
        for (int i = 0; i < messages.size(); i++) {
            int found = rendered.indexOf(mark(mark, i), at);
            if (found < 0) {
                continue; // A template may leave a message out.
            }
            tokens = join(tokens, decoder.tokenize(rendered.substring(at, found), true, false));
            tokens = join(tokens, decoder.tokenize(messages.get(i).content(), false, false));
            at = found + mark(mark, i).length();
        }
        return join(tokens, decoder.tokenize(rendered.substring(at), true, false));
    }

    private static String unused(List<ChatMessage> messages) {
        String mark = "message";
        for (ChatMessage message : messages) {
            while (message.content().contains(mark + "-")) {
                mark += "e";
            }
        }
        return mark;
    }

    private static String mark(String mark, int index) {
        return mark + "-" + index + ".";
    }

    private static int[] join(int[] head, int[] tail) {
        int[] joined = Arrays.copyOf(head, head.length + tail.length);
        System.arraycopy(tail, 0, joined, head.length, tail.length);
        return joined;
    }
}
