package dev.emend.cli.catalogue;

import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.output.Json;
import dev.emend.metric.MetricKind;
import dev.emend.metric.MetricKind.Need;
import dev.emend.metric.Metrics;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend metrics} */
@Command(
        name = "metrics",
        mixinStandardHelpOptions = true,
        description = "Lists the metrics with what each measures, or tells the options of one.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend metrics",
            "  emend metrics numeric",
            "  emend metrics --json | jq -r '.[] | select(.needs == []) | .name'"
        })
public final class MetricsCommand implements Callable<Integer> {

    private static final String PAGES = "docs/metrics/";

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "NAME",
            description = "The metric to describe. Default: all of them, a line each.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print JSON: an object for one metric, an array for all.")
    private boolean json;

    public MetricsCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (name == null) {
            all();
        } else {
            one(Metrics.kind(name));
        }
        return ExitStatus.DONE;
    }

    private void all() {
        if (json) {
            console.out()
                    .println(Json.pretty(
                            Metrics.kinds().stream().map(MetricsCommand::fields).toList()));
            return;
        }
        int longest = Metrics.kinds().stream()
                .mapToInt(kind -> kind.name().length())
                .max()
                .orElse(0);
        Map<String, List<MetricKind>> groups = new LinkedHashMap<>();
        for (Group group : Group.values()) {
            groups.put(group.heading, new ArrayList<>());
        }
        Metrics.kinds()
                .forEach(kind -> groups.computeIfAbsent(Group.of(kind).heading, heading -> new ArrayList<>())
                        .add(kind));
        groups.forEach((heading, kinds) -> {
            if (!kinds.isEmpty()) {
                console.out().println(console.outStyle().bold(heading));
                kinds.forEach(kind -> console.out()
                        .println("  " + kind.name()
                                + " ".repeat(longest - kind.name().length() + 2) + kind.line()));
                console.out().println();
            }
        });
        console.out().println("\"emend metrics NAME\" tells the options of one.");
    }

    /** What a metric needs most, by which it is listed. */
    private enum Group {
        ANSWER("Need the answer alone"),
        EXPECTED("Need an expected answer"),
        CONTEXT("Need a context that the answer rests on"),
        JUDGE("Ask a model that judges"),
        EFFORT("Need to see the call: not for outputs that exist already");

        private final String heading;

        Group(String heading) {
            this.heading = heading;
        }

        static Group of(MetricKind kind) {
            if (kind.needs().contains(Need.EFFORT)) {
                return EFFORT;
            }
            if (kind.needs().contains(Need.JUDGE)) {
                return JUDGE;
            }
            if (kind.needs().contains(Need.CONTEXT)) {
                return CONTEXT;
            }
            return kind.needs().contains(Need.EXPECTED) ? EXPECTED : ANSWER;
        }
    }

    private void one(MetricKind kind) {
        if (json) {
            console.out().println(Json.pretty(fields(kind)));
            return;
        }
        console.out().println(console.outStyle().bold(kind.name()) + ": " + kind.line());
        console.out().println();
        line("needs", needs(kind).isEmpty() ? "nothing but the answer" : String.join(", ", needs(kind)));
        line("options", kind.options().isEmpty() ? "none" : String.join(", ", kind.options()));
        if (!kind.files().isEmpty()) {
            line("files", String.join(", ", kind.files().stream().sorted().toList()) + " (the value is a path)");
        }
        line("in a task", "metric: " + (kind.options().isEmpty() ? kind.name() : taskSpelling(kind)));
        line("on outputs", "emend score --metric " + commandSpelling(kind) + " --data FILE");
        line("page", page(kind));
        options(MetricPage.of(kind));
    }

    private void options(MetricPage page) {
        int longest = page.options().stream()
                .flatMap(option -> option.facts().keySet().stream())
                .mapToInt(String::length)
                .max()
                .orElse(0);
        for (MetricPage.Option option : page.options()) {
            console.out().println();
            console.out().println("  " + console.outStyle().bold(option.names()));
            option.facts()
                    .forEach((what, text) -> console.out()
                            .println("    " + console.outStyle().dim(what + " ".repeat(longest - what.length())) + "  "
                                    + text));
        }
    }

    private void line(String what, String text) {
        console.out().println("  " + console.outStyle().dim(String.format("%-12s", what)) + text);
    }

    private static String taskSpelling(MetricKind kind) {
        return "{name: " + kind.name() + ", " + kind.options().first() + ": …}";
    }

    private static String commandSpelling(MetricKind kind) {
        return kind.options().isEmpty()
                ? kind.name()
                : "\"" + kind.name() + ":" + kind.options().first() + "=…\"";
    }

    private static String page(MetricKind kind) {
        return PAGES + kind.name() + ".md";
    }

    private static List<String> needs(MetricKind kind) {
        return kind.needs().stream()
                .sorted()
                .map(need -> need.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    private static Map<String, Object> fields(MetricKind kind) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", kind.name());
        fields.put("line", kind.line());
        fields.put("needs", needs(kind));
        fields.put("options", List.copyOf(kind.options()));
        fields.put("files", kind.files().stream().sorted().toList());
        fields.put("page", page(kind));
        return fields;
    }
}
