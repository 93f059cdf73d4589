package dev.emend.format.report;

import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Segment;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A prompt as it is sent: leading messages, demonstrations, the last message, and how the answer is drawn. */
public final class PromptView {

    private PromptView() {}

    public static void write(Html html, Prompt prompt) {
        html.open("div", "class", "prompt");
        prompt.messages().subList(0, prompt.messages().size() - 1).forEach(message -> message(html, message));
        if (!prompt.demonstrations().isEmpty()) {
            int count = prompt.demonstrations().size();
            html.element("h4", Numbers.count(count, "demonstration") + ", sent as turns before the last message");
            demonstrations(html, prompt.demonstrations());
        }
        message(html, prompt.messages().getLast());
        html.open("p", "class", "aside").text("Drawn with ");
        sampling(html, prompt.sampling());
        html.close();
        prompt.outputSchema().ifPresent(schema -> {
            html.open("details").element("summary", "JSON Schema of the answer");
            html.open("div", "class", "block", "dir", "auto").text(schema).close();
            html.close();
        });
        html.close();
    }

    private static void message(Html html, Message message) {
        html.element("h4", message.role().label());
        html.open("div", "class", "block", "dir", "auto");
        boolean frozen = false;
        for (Segment segment : message.content().segments()) {
            if (segment.frozen() != frozen) {
                frozen = segment.frozen();
                html.element("span", frozen ? "{# frozen #}" : "{# /frozen #}", "class", "frozen");
            }
            switch (segment) {
                case Segment.Text text -> html.text(text.value());
                case Segment.Placeholder placeholder ->
                    html.element("span", "{{" + placeholder.name() + "}}", "class", "placeholder");
            }
        }
        if (frozen) {
            html.element("span", "{# /frozen #}", "class", "frozen");
        }
        html.close();
    }

    private static void demonstrations(Html html, List<Demonstration> demonstrations) {
        Set<String> inputs = inputs(demonstrations);
        html.open("div", "class", "wide")
                .open("table", "class", "texts")
                .open("thead")
                .open("tr");
        inputs.forEach(name -> html.open("th", "scope", "col").foreign(name).close());
        html.element("th", "answer", "scope", "col").close().close().open("tbody");
        for (Demonstration demonstration : demonstrations) {
            html.open("tr");
            cells(html, inputs, demonstration);
            html.close();
        }
        html.close().close().close();
    }

    static Set<String> inputs(List<Demonstration> demonstrations) {
        return demonstrations.stream()
                .flatMap(demonstration -> demonstration.inputs().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static void cells(Html html, Set<String> inputs, Demonstration demonstration) {
        for (String name : inputs) {
            html.open("td")
                    .foreign(demonstration.inputs().getOrDefault(name, ""))
                    .close();
        }
        html.open("td").foreign(demonstration.output()).close();
    }

    static void sampling(Html html, Sampling sampling) {
        html.text("temperature " + Numbers.plain(sampling.temperature()) + ", top-p " + Numbers.plain(sampling.topP())
                + ", at most " + Numbers.count(sampling.maxTokens(), "token"));
        String separator = ", stopped at ";
        for (String stop : sampling.stop()) {
            html.text(separator).open("code").foreign(stop).close();
            separator = ", ";
        }
        html.text(".");
    }
}
