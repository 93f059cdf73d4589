package dev.emend.generation;

import dev.emend.data.Example;
import dev.emend.generation.MetaPrompts.Job;
import dev.emend.metric.Metrics;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.run.Budget;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Journal;
import dev.emend.run.Models;
import dev.emend.run.ScriptedModel;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A task of a town hall, and models that do it by script. */
final class Letters {

    static final List<String> LABELS = List.of("works", "taxes", "registry");

    static final Specification SPECIFICATION = Specification.of(
                    "Decide which department of a town hall a letter is for.")
            .withName("letters")
            .withInputs("letter")
            .withContract(OutputContract.oneOf(LABELS))
            .withPriorities(List.of("tell bills from repairs"))
            .withConstraints(List.of("Never name a person."));

    private Letters() {}

    /** Short meta-prompts that begin with the name of their job. */
    static MetaPrompts metaPrompts() {
        Map<Job, Prompt> prompts = new EnumMap<>(Job.class);
        for (Job job : Job.values()) {
            StringBuilder user = new StringBuilder();
            for (String name : new TreeSet<>(job.placeholders())) {
                user.append(name).append(": {{").append(name).append("}}\n");
            }
            prompts.put(job, Prompt.of(job.promptName(), job.promptName(), user.toString()));
        }
        return new MetaPrompts(prompts);
    }

    static Job job(Request request) {
        String system = request.messages().getFirst().content();
        return IntStream.range(0, Job.values().length)
                .mapToObj(i -> Job.values()[i])
                .filter(job -> job.promptName().equals(system))
                .findFirst()
                .orElseThrow();
    }

    static String line(Request request, String name) {
        return request.messages()
                .getLast()
                .content()
                .lines()
                .filter(line -> line.startsWith(name + ": "))
                .findFirst()
                .orElse("")
                .substring(name.length() + 2);
    }

    /** Guidance that no other assignment gets. */
    static String written(Request request) {
        String emphasis = line(request, "emphasis");
        String technique = line(request, "technique");
        return "Hypothesis: " + emphasis + " is hard.\n```\nMind " + emphasis + " when you read the letter, as "
                + technique + " would have it.\n```";
    }

    /** A meta-model that is of use, and a task model that is right as often as the prompt is long. */
    static String useful(Request request) {
        return switch (request.purpose()) {
            case META ->
                switch (job(request)) {
                    case WRITE -> written(request);
                    case CRITIQUE -> "1. met: it says so.\n2. met: it is plain.\n3. met.";
                    case MEND -> "Hypothesis: mended.\n```\nA bill asks for money, a repair for hands.\n```";
                    case INVENT -> "```\nletter: A letter that is " + line(request, "kind") + ".\n```";
                };
            case TASK -> {
                String letter = given(request);
                int size = request.messages().getFirst().content().length();
                int draw = Math.floorMod(31 * letter.hashCode(), 1000);
                yield draw < size ? expected(letter) : "none";
            }
            case JUDGE -> request.messages().getLast().content().indexOf("works") % 2 == 0 ? "A" : "B";
            case EMBED, TOOL -> "";
        };
    }

    /** The letter, without its heading and what is said behind it of the answer's form. */
    static String given(Request request) {
        return request.messages()
                .getLast()
                .content()
                .replaceFirst("^Letter:\n", "")
                .replaceFirst("(?s)\n\n(Answer with|Write on the last line) .*", "");
    }

    static String expected(String letter) {
        return LABELS.stream().filter(letter::contains).findFirst().orElse("works");
    }

    static List<Example> rows(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> Example.of(
                        "row-" + i,
                        Map.of(
                                "letter",
                                "Letter number " + i + " asks the department of " + LABELS.get(i % 3)
                                        + " for something that matters to me."),
                        LABELS.get(i % 3)))
                .toList();
    }

    static ScoringData data(int n) {
        return ScoringData.of(rows(n), Metrics.named("label", Map.of(), new TreeSet<>(LABELS)));
    }

    static Generation generation(ScriptedModel model, Journal journal, Budget budget) {
        return Generation.of(SPECIFICATION, metaPrompts(), Models.local(model), budget, journal, 7);
    }

    static Generation generation(Function<Request, String> script) {
        return generation(new ScriptedModel(script), new InMemoryJournal(), Budget.UNLIMITED);
    }

    /** The scripted one, with another meta-model. */
    static Function<Request, String> with(Function<Request, String> meta) {
        return request -> request.purpose() == Purpose.META ? meta.apply(request) : useful(request);
    }
}
