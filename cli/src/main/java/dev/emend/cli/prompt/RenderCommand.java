package dev.emend.cli.prompt;

import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.console.Printable;
import dev.emend.cli.input.SinglePrompt;
import dev.emend.cli.option.Placeholders;
import dev.emend.cli.output.Json;
import dev.emend.format.prompt.PromptFile;
import dev.emend.prompt.ChatMessage;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend render} */
@Command(
        name = "render",
        mixinStandardHelpOptions = true,
        description = "Prints the messages that a model is sent for a prompt and its inputs.",
        footerHeading = "%nExample:%n",
        footer = {
            "  emend render seed.prompty --set message=\"My card is lost.\"",
            "  emend render seed.prompty --set message=hello --json | jq -r '.[-1].content'"
        })
public final class RenderCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "PROMPT", description = "A prompt file.")
    @SuppressWarnings("NullAway.Init")
    private Path prompt;

    @Option(names = "--set", paramLabel = "NAME=VALUE", description = "The value of a placeholder. May be repeated.")
    private Map<String, String> values = new LinkedHashMap<>();

    @Option(names = "--json", description = "Print a JSON array of objects with \"role\" and \"content\".")
    private boolean json;

    public RenderCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        PromptFile file = SinglePrompt.read(prompt);
        Map<String, String> inputs = Placeholders.filled(
                values, file.rest().defaults(), file.prompt().placeholders(), "write ");
        List<ChatMessage> messages = file.prompt().render(inputs);
        if (json) {
            console.out()
                    .println(Json.pretty(messages.stream()
                            .map(message -> {
                                Map<String, String> fields = new LinkedHashMap<>();
                                fields.put("role", message.role().label());
                                fields.put("content", message.content());
                                return fields;
                            })
                            .toList()));
            return ExitStatus.DONE;
        }
        for (ChatMessage message : messages) {
            console.out().println(console.outStyle().bold(message.role().label() + ":"));
            console.out().println(Printable.text(message.content()));
            console.out().println();
        }
        return ExitStatus.DONE;
    }
}
