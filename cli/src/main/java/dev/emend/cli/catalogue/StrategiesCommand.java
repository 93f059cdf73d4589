package dev.emend.cli.catalogue;

import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.output.Json;
import dev.emend.proposal.Operator;
import dev.emend.proposal.Operators;
import dev.emend.search.Profile;
import dev.emend.search.Strategy;
import dev.emend.strategy.Strategies;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code emend strategies} */
@Command(
        name = "strategies",
        mixinStandardHelpOptions = true,
        description = {
            "Lists the searches with what each changes, what a step costs and where it was published, or tells the"
                    + " options of one.",
            "",
            "All of them run on the same models, budget, journal, screen, race and gate."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  emend strategies",
            "  emend strategies opro",
            "  emend optimize task.yaml --strategy opro",
            "  emend strategies --json | jq -r '.[].name'"
        })
public final class StrategiesCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(arity = "0..1", paramLabel = "NAME", description = "The strategy to describe. Default: all of them.")
    private @Nullable String name;

    @Option(names = "--json", description = "Print JSON: an object for one strategy, an array for all.")
    private boolean json;

    public StrategiesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (name == null) {
            all(Strategies.all());
            Strategies.faults().forEach(fault -> console.err().println("A strategy cannot be loaded: " + fault));
        } else {
            one(Strategies.named(name, Where.NOWHERE));
        }
        return ExitStatus.DONE;
    }

    private void all(List<Strategy> strategies) {
        if (json) {
            console.out()
                    .println(Json.pretty(
                            strategies.stream().map(StrategiesCommand::fields).toList()));
            return;
        }
        List<Profile> profiles = strategies.stream().map(Strategy::profile).toList();
        int longest = profiles.stream()
                .mapToInt(profile -> profile.name().length())
                .max()
                .orElse(0);
        String indent = " ".repeat(longest + 2);
        for (Profile profile : profiles) {
            console.out()
                    .println(console.outStyle().bold(profile.name())
                            + " ".repeat(longest - profile.name().length() + 2)
                            + profile.line());
            console.out().println(indent + console.outStyle().dim(facts(profile)));
        }
        console.out().println();
        console.out().println(console.outStyle().bold("Operators") + ", of which \"compose\" makes a strategy:");
        for (Operator operator : new Operators("", List.of()).all()) {
            console.out().println(String.format("  %-18s %s", operator.name(), operator.line()));
        }
        console.out().println();
        console.out()
                .println("\"" + Strategies.USUAL
                        + "\" runs where none is named. \"emend strategies NAME\" tells the options of one.");
    }

    private static String facts(Profile profile) {
        return profile.searches().label() + "; a step: " + profile.step()
                + (profile.paper().isEmpty() ? "" : "; " + profile.paper());
    }

    private void one(Strategy strategy) {
        if (json) {
            console.out().println(Json.pretty(fields(strategy)));
            return;
        }
        Profile profile = strategy.profile();
        console.out().println(console.outStyle().bold(profile.name()) + ": " + profile.line());
        console.out().println();
        line("of", profile.paper().isEmpty() ? author(strategy) : profile.paper());
        line("searches", profile.searches().label());
        line("a step costs", profile.step());
        if (Strategies.isOwn(strategy)) {
            line("page", page(profile));
        }
        if (profile.options().isEmpty()) {
            line("options", "none");
        } else {
            line(
                    "in a task",
                    "strategy: {name: " + profile.name() + ", "
                            + profile.options().getFirst().name() + ": …}");
            console.out().println();
            console.out().println("  Options:");
            int longest = profile.options().stream()
                    .mapToInt(option -> option.name().length())
                    .max()
                    .orElse(0);
            for (Profile.Option option : profile.options()) {
                console.out()
                        .println("    " + option.name()
                                + " ".repeat(longest - option.name().length() + 2) + option.meaning()
                                + range(option.values())
                                + " (" + option.otherwise() + ")");
            }
        }
    }

    /** Of a number; which words an option takes stands in its meaning. */
    private static String range(Profile.Values values) {
        return switch (values) {
            case Profile.Values.Whole whole -> "; " + whole.description();
            case Profile.Values.Number number -> "; " + number.description();
            case Profile.Values.OneOf words -> "";
            case Profile.Values.SomeOf words -> "";
            case Profile.Values.Text text -> "";
        };
    }

    private void line(String what, String text) {
        console.out().println("  " + console.outStyle().dim(String.format("%-14s", what)) + text);
    }

    private static String author(Strategy strategy) {
        return Strategies.isOwn(strategy)
                ? "Emend's own"
                : "another library, as " + strategy.getClass().getName();
    }

    private static String page(Profile profile) {
        return "docs/strategies/" + profile.name() + ".md";
    }

    private static Map<String, Object> fields(Strategy strategy) {
        Profile profile = strategy.profile();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", profile.name());
        fields.put("line", profile.line());
        fields.put("paper", profile.paper());
        fields.put("searches", profile.searches().label());
        fields.put("step", profile.step());
        fields.put(
                "options",
                profile.options().stream()
                        .map(option -> {
                            Map<String, Object> one = new LinkedHashMap<>();
                            one.put("name", option.name());
                            one.put("otherwise", option.otherwise());
                            one.put("values", option.values().description());
                            one.put("meaning", option.meaning());
                            return one;
                        })
                        .toList());
        if (Strategies.isOwn(strategy)) {
            fields.put("page", page(profile));
        }
        return fields;
    }
}
