package dev.emend.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.generation.GeneratedPrompt.Basis;
import dev.emend.generation.GeneratedPrompt.Origin;
import dev.emend.generation.MetaPrompts.Job;
import dev.emend.generation.PropertyCheck.Verdict;
import dev.emend.metric.Metrics;
import dev.emend.model.Completion;
import dev.emend.model.ModelException;
import dev.emend.model.Price;
import dev.emend.model.Purpose;
import dev.emend.model.Request;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Screen;
import dev.emend.run.Budget;
import dev.emend.run.InMemoryJournal;
import dev.emend.run.Models;
import dev.emend.run.RunEvent;
import dev.emend.run.ScriptedModel;
import dev.emend.run.StopReason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From a specification to ranked candidates, with models that help and models that do not. */
class GenerationTest {

    private final List<RunEvent> events = new ArrayList<>();

    private static void usable(Generated generated, int count) {
        assertThat(generated.candidates()).hasSize(count);
        Screen screen = new Screen(
                generated.plain(), List.of(), Screen.defaultCharacterLimit(generated.plain()), Optional.empty());
        for (GeneratedPrompt candidate : generated.candidates()) {
            Prompt prompt = candidate.prompt();
            assertThat(screen.refuse(prompt)).isEmpty();
            screen.remember(candidate.number(), prompt);
            assertThat(prompt.placeholders()).containsExactly("letter");
            assertThat(prompt.instruction().source()).contains(Letters.LABELS).contains("Never name a person.");
            assertThat(candidate.critique()).isNotEmpty();
        }
        assertThat(generated.candidates())
                .extracting(GeneratedPrompt::assignment)
                .doesNotHaveDuplicates();
    }

    private List<String> refusedRules() {
        return events.stream()
                .filter(RunEvent.Refused.class::isInstance)
                .map(event -> ((RunEvent.Refused) event).refusal().rule())
                .toList();
    }

    @Test
    void a_useful_meta_model_writes_every_candidate() {
        Generated generated = Letters.generation(Letters::useful).execute(events::add);
        usable(generated, 6);
        assertThat(generated.candidates()).extracting(GeneratedPrompt::origin).containsOnly(Origin.MODEL);
        assertThat(generated.candidates()).allSatisfy(candidate -> {
            assertThat(candidate.prompt().instruction().source()).contains("when you read the letter");
            assertThat(candidate.hypothesis()).endsWith("is hard.");
            assertThat(candidate.critique()).extracting(PropertyCheck::verdict).containsOnly(Verdict.MET);
        });
        assertThat(generated.diversity().words().getAsDouble()).isBetween(0.1, 1.0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "I am sorry.", "```\nunclosed", "```\n```", "Hypothesis: x\n```\na\n```\n```\nb\n```"})
    void a_meta_model_of_no_use_still_gives_usable_candidates(String garbage) {
        Generated generated =
                Letters.generation(Letters.with(request -> garbage)).count(8).execute(events::add);
        usable(generated, 8);
        assertThat(generated.candidates()).extracting(GeneratedPrompt::origin).containsOnly(Origin.RULE);
        assertThat(generated.candidates())
                .allSatisfy(candidate ->
                        assertThat(candidate.critique()).anyMatch(check -> check.verdict() == Verdict.NOT_JUDGED));
        assertThat(generated.notes()).anyMatch(note -> note.startsWith("8 of 8 candidates were written by rule"));
    }

    @Test
    void one_that_repeats_itself_is_asked_again_with_another_assignment() {
        List<String> asked = Collections.synchronizedList(new ArrayList<>());
        Generated generated = Letters.generation(Letters.with(request -> {
                    if (Letters.job(request) == Job.WRITE) {
                        asked.add(request.messages().getLast().content());
                        return "Hypothesis: always the same.\n```\nThe stamp on the letter tells which department.\n```";
                    }
                    return Letters.useful(request);
                }))
                .count(3)
                .execute(events::add);
        usable(generated, 3);
        assertThat(asked).hasSize(5).doesNotHaveDuplicates();
        assertThat(refusedRules()).containsExactly("duplicate", "duplicate", "duplicate", "duplicate");
        assertThat(generated.candidates())
                .extracting(GeneratedPrompt::origin)
                .containsExactlyInAnyOrder(Origin.MODEL, Origin.RULE, Origin.RULE);
    }

    @Test
    void guidance_that_holds_an_example_is_refused() {
        Example shown = Letters.rows(1).getFirst();
        Specification specification = Letters.SPECIFICATION.withExamples(List.of(shown));
        ScriptedModel model = new ScriptedModel(Letters.with(request -> Letters.job(request) == Job.WRITE
                ? "Hypothesis: x\n```\nSuch as: " + shown.inputs().get("letter") + "\n```"
                : Letters.useful(request)));
        Generated generated = Generation.of(
                        specification,
                        Letters.metaPrompts(),
                        dev.emend.run.Models.local(model),
                        Budget.UNLIMITED,
                        new InMemoryJournal(),
                        1)
                .count(2)
                .execute(events::add);
        assertThat(refusedRules()).isNotEmpty().containsOnly("leaked-example");
        assertThat(generated.candidates())
                .extracting(GeneratedPrompt::origin)
                .containsOnly(Origin.RULE, Origin.EXAMPLES);
    }

    @Test
    void what_the_critic_finds_is_mended_once() {
        Generated generated = Letters.generation(Letters.with(request -> switch (Letters.job(request)) {
                    case CRITIQUE -> "1. not met: it is silent on bills.\n2. met: fine.\n3: yes";
                    case MEND ->
                        "Hypothesis: bills.\n```\nA bill asks for money; " + Letters.line(request, "guidance")
                                + "\n```";
                    default -> Letters.useful(request);
                }))
                .unranked()
                .count(3)
                .execute(events::add);
        usable(generated, 3);
        assertThat(generated.candidates()).extracting(GeneratedPrompt::origin).containsOnly(Origin.MENDED);
        assertThat(generated.candidates()).allSatisfy(candidate -> {
            assertThat(candidate.guidance()).startsWith("A bill asks for money");
            assertThat(candidate.critique())
                    .as("nothing that was mended is still called not met")
                    .noneMatch(check -> check.verdict() == Verdict.NOT_MET)
                    .filteredOn(check -> check.verdict() == Verdict.MENDED)
                    .singleElement()
                    .satisfies(
                            check -> assertThat(check.why()).contains("silent on bills", "mended by the meta-model"));
        });
    }

    @Test
    void a_priority_that_is_not_met_is_stated_by_rule_where_the_mending_is_of_no_use() {
        Generated generated = Letters.generation(Letters.with(request -> switch (Letters.job(request)) {
                    case CRITIQUE -> "1. not met: it is silent on bills.\n2. not met: it is dark.";
                    case MEND -> "I cannot.";
                    default -> Letters.useful(request);
                }))
                .unranked()
                .count(3)
                .execute(events::add);
        assertThat(generated.candidates())
                .allSatisfy(
                        candidate -> assertThat(candidate.prompt().instruction().source())
                                .contains("Aim at this: tell bills from repairs."))
                .allSatisfy(candidate -> assertThat(candidate.critique())
                        .extracting(PropertyCheck::verdict)
                        .as("only what was stated is mended")
                        .containsOnlyOnce(Verdict.MENDED, Verdict.NOT_MET));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "met, plain words               | MET",
                "no jargon: met, plain words    | MET",
                "**No jargon** – met            | MET",
                "The jargon is gone, it is met. | MET",
                "yes                            | MET",
                "not fully met: remit           | MENDED",
                "has not been met: remit        | MENDED",
                "It isn't met: remit            | MENDED",
                "never met                      | MENDED",
                "partially met: half of it      | MENDED",
                "It does not say remit, so met. | MET",
                "No jargon is left in it.       | NOT_JUDGED",
                "no jargon: no, it says remit   | MENDED",
                "no jargon: not met, remit      | MENDED",
                "no, it says remit              | MENDED",
            })
    void what_the_critic_says_is_read_beside_a_property_that_says_no(String said, Verdict verdict) {
        ScriptedModel model = new ScriptedModel(Letters.with(request -> switch (Letters.job(request)) {
            case CRITIQUE -> "1. " + said;
            case MEND -> "I cannot, so it is stated by rule.";
            default -> Letters.useful(request);
        }));
        Generated generated = Generation.of(
                        Letters.SPECIFICATION.withPriorities(List.of("no jargon")),
                        Letters.metaPrompts(),
                        Models.local(model),
                        Budget.UNLIMITED,
                        new InMemoryJournal(),
                        1)
                .unranked()
                .count(1)
                .execute(events::add);
        assertThat(generated.candidates().getFirst().critique())
                .filteredOn(check -> check.property().equals("no jargon"))
                .extracting(PropertyCheck::verdict)
                .containsExactly(verdict);
    }

    @Test
    void without_data_a_judge_ranks_and_nothing_is_proven() {
        Generated generated = Letters.generation(Letters::useful).execute(events::add);
        assertThat(generated.isScored()).isFalse();
        assertThat(generated.scored()).isEqualTo(6);
        assertThat(generated.candidates())
                .noneMatch(GeneratedPrompt::isScored)
                .allSatisfy(candidate ->
                        assertThat(candidate.standing().orElseThrow().basis()).isEqualTo(Basis.JUDGE));
        assertThat(generated.notes()).anyMatch(note -> note.startsWith("Unproven"));
    }

    @Test
    void with_data_the_rows_that_are_scored_are_not_those_that_are_shown() {
        List<Request> requests = Collections.synchronizedList(new ArrayList<>());
        Generated generated = Letters.generation(request -> {
                    requests.add(request);
                    return Letters.useful(request);
                })
                .scoredOn(Letters.data(30))
                .execute(events::add);
        usable(generated, 6);
        assertThat(generated.isScored()).isTrue();
        assertThat(generated.shown()).isEqualTo(10);
        assertThat(generated.scored()).isEqualTo(20);
        List<String> scored = requests.stream()
                .filter(request -> request.purpose() == Purpose.TASK)
                .map(request -> request.messages().getLast().content())
                .distinct()
                .toList();
        assertThat(scored).hasSize(20);
        assertThat(requests)
                .filteredOn(request -> request.purpose() == Purpose.META)
                .allSatisfy(request -> assertThat(request.messages().toString()).doesNotContain(scored));
        assertThat(requests)
                .filteredOn(request -> request.purpose() == Purpose.TASK)
                .allSatisfy(request -> assertThat(request.messages()
                                .subList(0, request.messages().size() - 1)
                                .toString())
                        .doesNotContain(scored));
    }

    @Test
    void rows_that_are_not_scored_may_all_be_shown() {
        ScoringData rows = Letters.data(60);
        Generated generated = Letters.generation(Letters::useful)
                .scoredOn(new ScoringData(rows.examples(), rows.metric(), 12, Optional.empty()))
                .execute(events::add);
        assertThat(generated.scored()).isEqualTo(12);
        assertThat(generated.shown()).isEqualTo(48);
    }

    @Test
    void a_row_that_the_specification_shows_is_not_scored() {
        ScriptedModel model = new ScriptedModel(Letters::useful);
        Generated generated = Generation.of(
                        Letters.SPECIFICATION.withExamples(Letters.rows(6)),
                        Letters.metaPrompts(),
                        dev.emend.run.Models.local(model),
                        Budget.UNLIMITED,
                        new InMemoryJournal(),
                        1)
                .scoredOn(Letters.data(30))
                .execute(events::add);
        assertThat(generated.scored()).isEqualTo(16);
        assertThat(generated.shown()).isEqualTo(6 + 8);
    }

    @Test
    void a_row_is_known_by_what_the_prompts_read_of_it() {
        ScoringData data = Letters.data(30);
        List<Example> numbered = data.examples().stream()
                .map(row -> row.withInput("nr", row.id()))
                .toList();
        List<Example> own =
                Letters.rows(6).stream().map(row -> row.withInput("nr", "none")).toList();
        Generated generated = generation(Letters.SPECIFICATION.withExamples(own))
                .scoredOn(ScoringData.of(
                        Stream.concat(
                                        numbered.stream(),
                                        numbered.stream()
                                                .map(row -> row.withId(row.id() + " again")
                                                        .withInput("nr", "again")))
                                .toList(),
                        data.metric()))
                .execute(events::add);

        assertThat(generated.scored()).isEqualTo(16);
        assertThat(generated.shown()).isEqualTo(6 + 8);
        assertThat(generated.candidates())
                .flatExtracting(candidate -> candidate.prompt().demonstrations())
                .isNotEmpty()
                .allSatisfy(demonstration -> assertThat(demonstration.inputs()).containsOnlyKeys("letter"));
    }

    @Test
    void examples_without_the_answer_to_be_graded_demonstrate_no_judge_and_nothing_is_paid_for_it() {
        Specification wanted = Letters.SPECIFICATION
                .withArtifact(Specification.Artifact.JUDGE)
                .withExamples(Letters.rows(3))
                .withTechniques(List.of(Technique.FEW_SHOT));

        Generated generated = generation(wanted).count(2).unranked().execute(events::add);

        assertThat(refusedRules()).isEmpty();
        assertThat(generated.candidates()).hasSize(2).allSatisfy(candidate -> {
            assertThat(candidate.origin()).isEqualTo(Origin.MODEL);
            assertThat(candidate.prompt().demonstrations()).isEmpty();
        });
        assertThat(generated.notes())
                .contains("few-shot was wanted, but no example has every input (letter, answer); it was left out.")
                .noneMatch(note -> note.contains("would have repeated others"));
    }

    @Test
    void inputs_that_nobody_named_are_those_that_all_examples_have() {
        List<Example> own = List.of(
                Letters.rows(1).getFirst().withInput("street", "Mill Lane"),
                Letters.rows(2).getLast());
        Specification nameless = Letters.SPECIFICATION.withInputs();

        assertThat(Gap.in(nameless.withExamples(own))).extracting(Gap::field).doesNotContain(Gap.Field.INPUTS);
        Generated generated = generation(
                        nameless.withExamples(own).withTechniques(List.of(Technique.FEW_SHOT, Technique.ZERO_SHOT)))
                .count(2)
                .unranked()
                .execute(events::add);

        assertThat(generated.candidates())
                .allSatisfy(candidate ->
                        assertThat(candidate.prompt().placeholders()).containsExactly("letter"))
                .anySatisfy(candidate ->
                        assertThat(candidate.prompt().demonstrations()).hasSize(2));
        Example unnamable = own.getLast().withInputs(Map.of("the letter", "Dear all"));
        assertThatThrownBy(() -> Gap.closed(nameless.withExamples(List.of(unnamable))))
                .hasMessageContaining("an input cannot be called \"the letter\"");
    }

    @Test
    void of_rows_with_the_same_inputs_one_counts() {
        ScoringData once = Letters.data(30);
        List<Example> twice = Stream.concat(
                        once.examples().stream(),
                        once.examples().stream()
                                .map(row -> Example.of(row.id() + " again", row.inputs(), row.expected())))
                .toList();
        Generated generated = Letters.generation(Letters::useful)
                .scoredOn(ScoringData.of(twice, once.metric()))
                .execute(events::add);
        assertThat(generated.shown()).isEqualTo(10);
        assertThat(generated.scored()).isEqualTo(20);
        assertThat(generated.notes()).anyMatch(note -> note.endsWith("others have the same inputs: 30."));
    }

    @Test
    void where_there_are_examples_one_candidate_shows_them_and_says_nothing_else() {
        Generated generated =
                Letters.generation(Letters::useful).scoredOn(Letters.data(60)).execute(events::add);
        GeneratedPrompt examples = generated.candidates().stream()
                .filter(candidate -> candidate.origin() == Origin.EXAMPLES)
                .findFirst()
                .orElseThrow();
        assertThat(examples.number()).isEqualTo(1);
        assertThat(examples.guidance()).isEmpty();
        assertThat(examples.prompt().demonstrations()).hasSize(8);
        assertThat(generated.notes()).noneMatch(note -> note.contains("written by rule"));
        assertThat(Letters.generation(Letters::useful)
                        .count(3)
                        .unranked()
                        .execute(events::add)
                        .candidates())
                .noneMatch(candidate -> candidate.origin() == Origin.EXAMPLES);
    }

    @Test
    void candidates_are_ranked_by_their_scores() {
        Generated generated =
                Letters.generation(Letters::useful).scoredOn(Letters.data(60)).execute(events::add);
        List<Double> scores = generated.candidates().stream()
                .map(candidate -> candidate.standing().orElseThrow().estimate().value())
                .toList();
        assertThat(scores).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(scores.getFirst()).isGreaterThan(scores.getLast());
        assertThat(generated.candidates().getFirst().standing().orElseThrow().overPlain())
                .isPresent();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void answers_that_were_cut_off_are_counted_whoever_ranks(boolean scored) {
        ScriptedModel model = new ScriptedModel(Letters::useful)
                .ending(request ->
                        request.purpose() == Purpose.TASK ? Completion.Finish.LENGTH : Completion.Finish.STOP);
        Generation generation = Letters.generation(model, new InMemoryJournal(), Budget.UNLIMITED);

        Generated generated = (scored ? generation.scoredOn(Letters.data(60)) : generation).execute(events::add);

        assertThat(generated.isScored()).isEqualTo(scored);
        assertThat(generated.notes())
                .anySatisfy(note -> assertThat(note).matches("(\\d+) of \\1 answers were cut off\\. .*"));
    }

    @Test
    void too_few_rows_are_shown_and_prove_nothing() {
        Generated generated =
                Letters.generation(Letters::useful).scoredOn(Letters.data(8)).execute(events::add);
        assertThat(generated.isScored()).isFalse();
        assertThat(generated.shown()).isEqualTo(8);
        assertThat(generated.notes()).anyMatch(note -> note.contains("too few"));
    }

    @Test
    void labels_that_nobody_named_are_those_of_the_data() {
        ScriptedModel model = new ScriptedModel(Letters::useful);
        Generated generated = Generation.of(
                        Letters.SPECIFICATION.withContract(OutputContract.OPEN),
                        Letters.metaPrompts(),
                        dev.emend.run.Models.local(model),
                        Budget.UNLIMITED,
                        new InMemoryJournal(),
                        1)
                .scoredOn(Letters.data(30))
                .execute(events::add);
        usable(generated, 6);
    }

    @Test
    void an_empty_specification_tells_what_it_assumes() {
        Specification bare = Specification.of("Summarize.").withTechniques(List.of(Technique.TOOL_USE));
        assertThat(Gap.in(bare))
                .extracting(Gap::field)
                .containsExactly(
                        Gap.Field.INPUTS,
                        Gap.Field.ANSWER,
                        Gap.Field.PRIORITIES,
                        Gap.Field.CONSTRAINTS,
                        Gap.Field.LANGUAGE,
                        Gap.Field.EXAMPLES,
                        Gap.Field.TOOLS);
        assertThat(Skeleton.of(bare, List.of()).plain().placeholders()).containsExactly("input");
    }

    @Test
    void techniques_that_nobody_named_are_assumed_and_need_nothing_else() {
        assertThat(Gap.in(Letters.SPECIFICATION)).extracting(Gap::field).contains(Gap.Field.TECHNIQUES);
        assertThat(Gap.in(Letters.SPECIFICATION.withTechniques(List.of(Technique.ZERO_SHOT))))
                .extracting(Gap::field)
                .doesNotContain(Gap.Field.TECHNIQUES);
    }

    @Test
    void the_meta_model_is_told_which_model_the_prompt_is_for_and_not_where_that_is() {
        for (Map.Entry<String, String> told : Map.of(
                        "",
                        "any",
                        "openai:gpt-4.1-mini",
                        "gpt-4.1-mini",
                        "ollama:llama3:8b",
                        "llama3:8b",
                        "openai-compatible:http://10.0.0.7:8080/v1#qwen-7b",
                        "qwen-7b")
                .entrySet()) {
            Set<String> heard = ConcurrentHashMap.newKeySet();
            Generation.of(
                            Letters.SPECIFICATION.withModel(told.getKey()),
                            Letters.metaPrompts(),
                            Models.local(new ScriptedModel(Letters.with(request -> {
                                if (Letters.job(request) == Job.WRITE) {
                                    heard.add(Letters.line(request, "model"));
                                }
                                return Letters.useful(request);
                            }))),
                            Budget.UNLIMITED,
                            new InMemoryJournal(),
                            1)
                    .unranked()
                    .execute(events::add);
            assertThat(heard).containsExactly(told.getValue());
        }
    }

    @Test
    void a_budget_that_ends_leaves_usable_candidates_and_is_never_exceeded() {
        long all = Letters.generation(Letters::useful)
                .scoredOn(Letters.data(30))
                .execute(events::add)
                .spend()
                .calls();
        for (long calls : List.of(0L, 1L, 5L, 7L, 13L, 40L, 90L, all - 1)) {
            Generated generated = Letters.generation(
                            new ScriptedModel(Letters::useful), new InMemoryJournal(), Budget.calls(calls))
                    .scoredOn(Letters.data(30))
                    .execute(events::add);
            usable(generated, 6);
            assertThat(generated.spend().calls()).isEqualTo(calls);
            assertThat(generated.stopped()).contains(StopReason.CALLS);
            assertThat(generated.candidates().stream()
                            .flatMap(candidate -> candidate.standing().stream())
                            .map(standing -> standing.estimate().n())
                            .distinct())
                    .hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void interruptions_and_threads_change_nothing_and_nothing_is_paid_twice() {
        ScriptedModel whole = new ScriptedModel(Letters::useful, 1, 0);
        Generated expected = Letters.generation(whole, new InMemoryJournal(), Budget.UNLIMITED)
                .scoredOn(Letters.data(30))
                .execute(events::add);
        InMemoryJournal journal = new InMemoryJournal();
        long paid = 0;
        for (long after : List.of(3L, 8L, 30L, 60L)) {
            ScriptedModel gone = new ScriptedModel(Letters::useful, 8, 200).failingAfter(after);
            assertThatThrownBy(() -> Letters.generation(gone, journal, Budget.UNLIMITED)
                            .scoredOn(Letters.data(30))
                            .execute(event -> {}))
                    .isInstanceOf(ModelException.class);
            paid += gone.calls();
        }
        ScriptedModel last = new ScriptedModel(Letters::useful, 8, 200);
        Generated generated = Letters.generation(last, journal, Budget.UNLIMITED)
                .scoredOn(Letters.data(30))
                .execute(event -> {});
        assertThat(generated).isEqualTo(expected);
        assertThat(paid + last.calls()).isEqualTo(whole.calls());
    }

    @Test
    void more_calls_than_it_says_are_never_made() {
        for (Generation generation : List.of(
                Letters.generation(Letters::useful),
                Letters.generation(Letters.with(request -> "garbage")),
                Letters.generation(Letters::useful).unranked(),
                Letters.generation(Letters::useful).scoredOn(Letters.data(30)))) {
            assertThat(generation.execute(event -> {}).spend().calls())
                    .isLessThanOrEqualTo(generation.mostCalls().getAsLong());
        }
    }

    /** Of thirty rows it shows twenty-four itself, or all belong together. */
    @Test
    void where_nothing_is_left_to_score_a_judge_is_asked_and_counted() {
        Specification shown = Letters.SPECIFICATION.withExamples(Letters.rows(24));
        ScoringData few = new ScoringData(Letters.rows(30), Letters.data(30).metric(), 4, Optional.empty());
        ScoringData together = new ScoringData(
                Letters.rows(30).stream()
                        .map(row -> new Example(
                                row.id(), row.inputs(), row.expected(), Map.of("street", "Mill Lane"), row.where()))
                        .toList(),
                few.metric(),
                4,
                Optional.of("street"));
        assertThat(few.ranks(Letters.SPECIFICATION, 1)).isTrue();
        assertThat(few.ranks(shown, 1)).isFalse();
        assertThat(together.ranks(Letters.SPECIFICATION, 1)).isFalse();
        for (Generation generation : List.of(
                generation(shown).scoredOn(few),
                generation(Letters.SPECIFICATION).scoredOn(together))) {
            Generated generated = generation.execute(event -> {});
            assertThat(generated.candidates())
                    .anyMatch(candidate -> candidate
                            .standing()
                            .filter(standing -> standing.basis() == Basis.JUDGE)
                            .isPresent());
            assertThat(generated.spend().calls())
                    .isLessThanOrEqualTo(generation.mostCalls().getAsLong());
        }
    }

    private static Generation generation(Specification specification) {
        return Generation.of(
                specification,
                Letters.metaPrompts(),
                Models.local(new ScriptedModel(Letters::useful)),
                Budget.UNLIMITED,
                new InMemoryJournal(),
                1);
    }

    @Test
    void a_chain_hands_on_what_each_step_gives() {
        Generated generated =
                Letters.generation(Letters::useful).unranked().count(1).execute(events::add);
        List<ChainSteps.Step> steps =
                ChainSteps.of(Letters.SPECIFICATION, generated.candidates().getFirst());
        assertThat(steps).extracting(ChainSteps.Step::name).containsExactly("notes", "draft", "answer");
        assertThat(steps.get(0).prompt().placeholders()).containsExactly("letter");
        assertThat(steps.get(1).prompt().placeholders()).containsExactly("letter", "notes");
        assertThat(steps.get(2).prompt().placeholders()).containsExactly("letter", "draft");
        assertThat(steps.get(2).prompt().messages().getFirst().content().source())
                .contains(Letters.LABELS);
    }

    @Test
    void steps_of_a_chain_make_way_for_inputs_of_their_names() {
        Specification wanted = Letters.SPECIFICATION
                .withArtifact(Specification.Artifact.CHAIN)
                .withInputs("notes", "draft", "chain_draft", "answer");

        Generated generated = Generation.of(
                        wanted,
                        Letters.metaPrompts(),
                        Models.local(new ScriptedModel(Letters.with(request -> Letters.job(request) == Job.INVENT
                                ? "```\nnotes: " + Letters.line(request, "kind")
                                        + "\ndraft: b\nchain_draft: c\nanswer: works\n```"
                                : Letters.useful(request)))),
                        Budget.UNLIMITED,
                        new InMemoryJournal(),
                        1)
                .count(1)
                .execute(events::add);

        assertThat(generated.candidates().getFirst().standing()).isPresent();
        List<ChainSteps.Step> steps =
                ChainSteps.of(wanted, generated.candidates().getFirst());
        assertThat(steps)
                .extracting(ChainSteps.Step::name)
                .containsExactlyElementsOf(ChainSteps.names(wanted))
                .containsExactly("chain_notes", "chain_chain_draft", "chain_answer");
        assertThat(steps.get(1).prompt().messages().getFirst().content().source())
                .contains("The chain_notes say what matters.");
        assertThat(steps.get(2).prompt().placeholders()).contains("draft", "chain_chain_draft");
    }

    @Test
    void chains_are_ranked_by_what_their_last_step_answers() {
        ScriptedModel onlyChecksWell = new ScriptedModel(request -> {
            String asked = Letters.given(request);
            return request.purpose() != Purpose.TASK
                    ? Letters.useful(request)
                    : asked.contains("Draft:") ? Letters.expected(asked) : "none";
        });
        Generation generation = Generation.of(
                        Letters.SPECIFICATION.withArtifact(Specification.Artifact.CHAIN),
                        Letters.metaPrompts(),
                        Models.local(onlyChecksWell),
                        Budget.UNLIMITED,
                        new InMemoryJournal(),
                        7)
                .count(2)
                .scoredOn(Letters.data(30));

        Generated generated = generation.execute(events::add);

        assertThat(generated.plainStanding().orElseThrow().estimate().value()).isZero();
        assertThat(generated.candidates())
                .allSatisfy(candidate -> assertThat(
                                candidate.standing().orElseThrow().estimate().value())
                        .isEqualTo(1));
        assertThat(generated.spend().calls())
                .isLessThanOrEqualTo(generation.mostCalls().getAsLong());
    }

    @Test
    void a_judges_rubric_has_a_criterion_a_line() {
        Specification wanted = Letters.SPECIFICATION.withArtifact(Specification.Artifact.JUDGE);
        ScriptedModel model = new ScriptedModel(Letters.with(request -> Letters.job(request) == Job.WRITE
                ? "Hypothesis: x\n```\n- It names one department\n- It is right for "
                        + Letters.line(request, "emphasis") + "\n```"
                : Letters.useful(request)));
        Generated generated = Generation.of(
                        wanted,
                        Letters.metaPrompts(),
                        dev.emend.run.Models.local(model),
                        Budget.UNLIMITED,
                        new InMemoryJournal(),
                        1)
                .count(2)
                .unranked()
                .execute(events::add);
        assertThat(JudgeForm.rubric(wanted, generated.candidates().getFirst()).lines())
                .contains("- It names one department.", "- What counts: tell bills from repairs.")
                .allMatch(line -> line.startsWith("- "));
    }

    @Test
    void invented_inputs_are_read_by_name() {
        List<Specification.Named> two =
                List.of(new Specification.Named("context", ""), new Specification.Named("question", ""));
        assertThat(InventedInputs.read("```\nContext: One.\nTwo.\n**question**: Which?\n```", two))
                .contains(Map.of("context", "One.\nTwo.", "question", "Which?"));
        assertThat(InventedInputs.read("```\ncontext: One.\n```", two)).isEmpty();
        assertThat(InventedInputs.read("```\nJust this.\n```", two.subList(0, 1)))
                .contains(Map.of("context", "Just this."));
    }

    private static Generation judged(Specification specification, List<Request> requests) {
        ScriptedModel model = new ScriptedModel(request -> {
            requests.add(request);
            return Letters.useful(request);
        });
        return Generation.of(
                specification, Letters.metaPrompts(), Models.local(model), Budget.UNLIMITED, new InMemoryJournal(), 1);
    }

    private static List<String> answered(List<Request> requests) {
        return requests.stream()
                .filter(request -> request.purpose() == Purpose.TASK)
                .map(Letters::given)
                .distinct()
                .toList();
    }

    @Test
    void a_judge_ranks_on_the_inputs_of_the_specification_before_any_is_invented() {
        List<Request> requests = Collections.synchronizedList(new ArrayList<>());
        List<Example> own = Letters.rows(4);

        Generated generated = judged(
                        Letters.SPECIFICATION
                                .withExamples(own)
                                .withTechniques(List.of(Technique.ZERO_SHOT, Technique.PERSONA)),
                        requests)
                .count(2)
                .execute(events::add);

        assertThat(answered(requests))
                .hasSize(6)
                .containsAll(own.stream().map(row -> row.inputs().get("letter")).toList())
                .filteredOn(letter -> letter.startsWith("A letter that is "))
                .hasSize(2);
        assertThat(generated.scored()).isEqualTo(6);
        assertThat(generated.isScored()).isFalse();
    }

    @Test
    void an_input_that_a_candidate_shows_with_its_answer_ranks_nobody() {
        List<Request> requests = Collections.synchronizedList(new ArrayList<>());

        judged(
                        Letters.SPECIFICATION
                                .withExamples(Letters.rows(3))
                                .withTechniques(List.of(Technique.FEW_SHOT, Technique.ZERO_SHOT)),
                        requests)
                .count(2)
                .execute(events::add);

        assertThat(answered(requests)).hasSize(6).allMatch(letter -> letter.startsWith("A letter that is "));
    }

    @Test
    void of_an_answer_with_reasoning_the_last_line_is_scored_and_judged() {
        ScriptedModel reasoning = new ScriptedModel(request -> {
            String asked = Letters.given(request);
            if (request.purpose() == Purpose.JUDGE) {
                assertThat(request.messages().getLast().content()).doesNotContain("Not taxes, not registry");
            }
            return request.purpose() != Purpose.TASK
                    ? Letters.useful(request)
                    : request.messages().getFirst().content().contains("On the last line")
                            ? "Not taxes, not registry, not works?\nIt is clear.\n" + Letters.expected(asked) + "\n"
                            : Letters.expected(asked);
        });
        Generation generation = Generation.of(
                        Letters.SPECIFICATION
                                .withContract(
                                        OutputContract.oneOf(Letters.LABELS).withReasoning(true))
                                .withTechniques(List.of(Technique.CHAIN_OF_THOUGHT)),
                        Letters.metaPrompts(),
                        Models.local(reasoning),
                        Budget.UNLIMITED,
                        new InMemoryJournal(),
                        1)
                .count(2);
        for (String metric : List.of("label", "macro-f1")) {
            Generated scored = generation
                    .scoredOn(ScoringData.of(
                            Letters.rows(30), Metrics.named(metric, Map.of(), new TreeSet<>(Letters.LABELS))))
                    .execute(events::add);

            assertThat(scored.candidates())
                    .as(metric)
                    .allSatisfy(candidate -> assertThat(candidate
                                    .standing()
                                    .orElseThrow()
                                    .estimate()
                                    .value())
                            .isEqualTo(1));
        }
        assertThat(generation.execute(events::add).candidates())
                .as("the same answers as the plain prompt's")
                .allSatisfy(candidate -> assertThat(
                                candidate.standing().orElseThrow().estimate().value())
                        .isEqualTo(0.5));
    }

    @Test
    void a_candidate_that_calls_tools_is_not_ranked_by_its_first_turn() {
        Specification tools = Letters.SPECIFICATION
                .withTools(List.of(new Specification.Named("search", "")))
                .withTechniques(List.of(Technique.TOOL_USE, Technique.ZERO_SHOT));
        List<Request> requests = Collections.synchronizedList(new ArrayList<>());

        Generated generated =
                judged(tools, requests).count(2).scoredOn(Letters.data(30)).execute(events::add);

        assertThat(generated.candidates().getFirst().assignment().technique()).isEqualTo(Technique.ZERO_SHOT);
        assertThat(generated.candidates().getFirst().standing()).isPresent();
        assertThat(generated.candidates().getLast().standing()).isEmpty();
        assertThat(generated.notes())
                .contains("Not ranked, since nobody runs the tools that they call: "
                        + generated.candidates().getLast().number() + ".");
        assertThat(requests)
                .filteredOn(request -> request.purpose() == Purpose.TASK)
                .noneMatch(request -> request.messages().toString().contains("Action: tool"));
    }

    @Test
    void candidates_that_all_call_tools_cost_no_answer() {
        List<Request> requests = Collections.synchronizedList(new ArrayList<>());

        Generated generated = judged(
                        Letters.SPECIFICATION
                                .withTools(List.of(new Specification.Named("search", "")))
                                .withTechniques(List.of(Technique.TOOL_USE)),
                        requests)
                .count(2)
                .execute(events::add);

        assertThat(answered(requests)).isEmpty();
        assertThat(generated.notes()).contains("Unproven: the candidates were not ranked.");
    }

    @Test
    void a_model_that_is_missing_is_told_before_anything_is_written() {
        ScriptedModel model = new ScriptedModel(Letters::useful);
        Models.Seat seat = new Models.Seat(model, Price.FREE);
        Generation noTask = missing(Map.of(Purpose.META, List.of(seat), Purpose.JUDGE, List.of(seat)));
        Generation noJudge = missing(Map.of(Purpose.META, List.of(seat), Purpose.TASK, List.of(seat)));
        Generation noMeta = missing(Map.of(Purpose.JUDGE, List.of(seat), Purpose.TASK, List.of(seat)));

        assertThatThrownBy(() -> noTask.execute(event -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("needs a task model");
        assertThatThrownBy(() -> noJudge.execute(event -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("a ranking without labelled rows needs a judge");
        assertThatThrownBy(() -> noMeta.execute(event -> {}))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("the writing of prompts needs a meta-model");
        assertThat(model.calls()).isZero();
        assertThat(missing(Map.of(Purpose.META, List.of(seat)))
                        .unranked()
                        .execute(event -> {})
                        .candidates())
                .isNotEmpty();
    }

    private static Generation missing(Map<Purpose, List<Models.Seat>> seats) {
        return Generation.of(
                Letters.SPECIFICATION,
                Letters.metaPrompts(),
                new Models(seats),
                Budget.UNLIMITED,
                new InMemoryJournal(),
                1);
    }
}
