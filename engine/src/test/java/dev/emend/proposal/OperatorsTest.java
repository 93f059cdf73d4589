package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import dev.emend.model.Completion;
import dev.emend.model.Usage;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OperatorsTest {

    private static final List<Example> TRAIN = train("cat", "dog");
    private static final Prompt CURT =
            Prompt.of("p", "Name the animal.\nLook at its ears.\nAnswer with one word.", "{{sound}}");
    private static final Prompt KIND = Prompt.of(
            "p",
            "Please name the animal that makes the sound.\nLook at the length of the sound.\nAnswer with one word.",
            "{{sound}}");

    private final Operators operators = new Operators("Animals by their sounds", TRAIN);

    private static List<Example> train(String... answers) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            examples.add(Example.of(
                    "e" + i, Map.of("sound", "sound number " + i + " in the yard"), answers[i % answers.length]));
        }
        return examples;
    }

    private static UniformRandomProvider random(long seed) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(seed);
    }

    private static Parent parent(int id, Prompt prompt, Demonstration... shown) {
        return new Parent(id, prompt.withDemonstrations(List.of(shown)));
    }

    private static Demonstration shown(int number, String answer) {
        return new Demonstration("e" + number, Map.of("sound", "sound number " + number + " in the yard"), answer);
    }

    private Optional<Draft> draft(String operator, Parent... parents) {
        return operators.named(operator).draft(Material.of(List.of(parents), random(3)));
    }

    private static Prompt written(Optional<Draft> draft) {
        return ((Draft.Written) draft.orElseThrow()).proposal().prompt();
    }

    private static String question(Optional<Draft> draft) {
        return ((Draft.Asked) draft.orElseThrow()).messages().getLast().content();
    }

    private static Prompt read(Optional<Draft> draft, String reply) {
        Draft.Asked asked = (Draft.Asked) draft.orElseThrow();
        Completion completion = new Completion(reply, Completion.Finish.STOP, Usage.NONE, List.of());
        return ((Proposal) asked.reader().apply(completion)).prompt();
    }

    @Test
    void anUnknownOperatorIsAnErrorThatNamesTheKnownOnes() {
        assertThatThrownBy(() -> operators.named("reflekt"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("reflekt")
                .hasMessageContaining("reflect");
    }

    @Test
    void whatAnOperatorSaysOfItsCallsIsTrue() {
        Outcome failure = new Outcome(Answer.of(TRAIN.getFirst(), "cow"), new Score(0, "Expected cat."));
        Parent first = new Parent(1, CURT.withDemonstrations(List.of(shown(1, "dog"))), List.of(failure));
        Parent second = parent(2, KIND, shown(2, "cat"));
        for (Operator operator : operators.all()) {
            Draft draft = operator.draft(Material.of(List.of(first, second), random(1)))
                    .orElse(null);
            if (draft != null) {
                assertThat(draft instanceof Draft.Asked).as(operator.name()).isEqualTo(operator.asks());
                assertThat(draft.operator()).isEqualTo(operator.name());
            }
            assertThat(operator.line()).isNotBlank();
        }
    }

    /** Rows, answers and feedback of whole documents: what is shown of them is cut, or a request outgrows the model's context. */
    @Test
    void noRequestGrowsWithTheTextsThatItShows() {
        String document = "A long report, page after page. ".repeat(4000);
        List<Example> rows = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            rows.add(Example.of("e" + i, Map.of("sound", i + document), i + document));
        }
        List<Outcome> outcomes = rows.stream()
                .map(row -> new Outcome(Answer.of(row, "No. " + document), new Score(0, "Wrong: " + document)))
                .toList();
        List<Parent> parents = List.of(new Parent(1, CURT, outcomes), new Parent(2, KIND, outcomes));

        List<String> asking = new ArrayList<>();
        for (Operator operator : new Operators("Animals by their sounds", rows).all()) {
            if (operator.draft(Material.of(parents, random(1))).orElse(null) instanceof Draft.Asked asked) {
                asking.add(operator.name());
                assertThat(asked.messages())
                        .as(operator.name())
                        .allSatisfy(message -> assertThat(message.content()).hasSizeLessThan(25_000));
            }
        }

        assertThat(asking).contains(Reflection.NAME, Induction.NAME, Advice.NAME);
    }

    @Test
    void inductionIsBlindToTheSeedAndNamesEveryLabel() {
        String question = question(draft(Induction.NAME, parent(0, CURT)));

        assertThat(question)
                .doesNotContain("ears")
                .contains("right answer: cat")
                .contains("one of: cat, dog.");
    }

    @ParameterizedTest
    @ValueSource(strings = {Induction.NAME, FromDescription.NAME})
    void whatIsFrozenIsPutInByRuleWhereTheModelCannotKnowIt(String operator) {
        Prompt guarded = new Prompt(
                "p",
                "",
                List.of(new Message(
                        Role.USER,
                        Template.parse("Name it.\n{# frozen #}Never bark.{# /frozen #}\n\nSound: {{sound}}"))),
                List.of(),
                Sampling.GREEDY,
                Optional.empty());
        Optional<Draft> draft = draft(operator, parent(0, guarded));

        assertThat(question(draft))
                .contains("{{sound}}")
                .doesNotContain("frozen")
                .doesNotContain("bark");
        Prompt written = read(draft, "Hypothesis: x\n```\nListen well.\n\nThe sound: {{sound}}\n```");
        assertThat(written.instruction().source())
                .isEqualTo("Listen well.\n\n{# frozen #}Never bark.{# /frozen #}\n\nThe sound: {{sound}}");
        assertThat(new Screen(guarded, List.of(), 2000).refuse(written)).isEmpty();
    }

    @Test
    void aFrozenPlaceholderIsNotAskedForWhereItIsPutInByRule() {
        Prompt guarded = new Prompt(
                "p",
                "",
                List.of(new Message(
                        Role.USER, Template.parse("Name it.\n\n{# frozen #}Sound: {{sound}}{# /frozen #}"))),
                List.of(),
                Sampling.GREEDY,
                Optional.empty());
        Optional<Draft> draft = draft(Induction.NAME, parent(0, guarded));

        assertThat(question(draft)).doesNotContain("{{sound}}");
        assertThat(read(draft, "Hypothesis: x\n```\nListen well.\n```")
                        .instruction()
                        .source())
                .isEqualTo("Listen well.\n\n{# frozen #}Sound: {{sound}}{# /frozen #}");
    }

    @Test
    void inductionThatReasonsLeavesRoomForIt() {
        Prompt brief = CURT.withSampling(CURT.sampling().withMaxTokens(8));
        Optional<Draft> draft =
                new Induction("", TRAIN).draft(Material.of(parent(0, brief), random(1)), Induction.Manner.REASONED);

        assertThat(read(draft, "Hypothesis: x\n```\nThink, then answer.\n```")
                        .sampling()
                        .maxTokens())
                .isGreaterThanOrEqualTo(200);
        assertThat(question(draft)).contains("step by step");
    }

    @Test
    void aContractNamesTheLabelsOnceAndOnlyOnce() {
        Prompt bound = written(draft(Contract.NAME, parent(0, CURT)));

        assertThat(bound.instruction().source())
                .endsWith("Write exactly one of these, and nothing else:\n- cat\n- dog");
        assertThat(draft(Contract.NAME, new Parent(1, bound))).isEmpty();
    }

    @Test
    void aContractPutsLabelsThatStandInARowOnLinesOfTheirOwn() {
        Prompt row = Prompt.of("p", "Pick one of these: dog, cat. Answer with the label only.", "{{sound}}");
        Prompt apart = Prompt.of("p", "A cat meows and a dog barks.", "{{sound}}");

        assertThat(written(draft(Contract.NAME, parent(0, row))).instruction().source())
                .isEqualTo("Pick one of these:\n- dog\n- cat\nAnswer with the label only.");
        assertThat(written(draft(Contract.NAME, parent(0, apart))).instruction().source())
                .startsWith("A cat meows and a dog barks.\nWrite exactly one");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    Answer with "dog" or "cat".      | Answer with/- dog/- cat
                    Answer with 'dog' or 'cat'       | Answer with/- dog/- cat
                    Answer with "dog," or "cat."     | Answer with/- dog/- cat
                    Pick one (dog, cat). Be brief.   | Pick one/- dog/- cat/Be brief.
                    Pick one of [“dog”, “cat”]: now  | Pick one of/- dog/- cat/: now
                    It is the dog, cat's or bird's.  | It is the/- dog/- cat/'s or bird's.
                    """)
    void theMarksAroundARowOfLabelsGoWithIt(String row, String lines) {
        Prompt prompt = Prompt.of("p", row, "{{sound}}");

        assertThat(written(draft(Contract.NAME, parent(0, prompt)))
                        .instruction()
                        .source())
                .isEqualTo(lines.replace('/', '\n'));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Answer \"one of dog, cat\".", "Answer with \"dog, cat or nothing\"."})
    void aRowWithAQuoteOfMoreThanItselfStaysAsItIs(String row) {
        Prompt prompt = Prompt.of("p", row, "{{sound}}");

        assertThat(written(draft(Contract.NAME, parent(0, prompt)))
                        .instruction()
                        .source())
                .startsWith(row + "\nWrite exactly one");
    }

    @Test
    void aSingleLabelIsNoRow() {
        Operators one = new Operators("", train("spam", "spam", "spam"));
        Prompt prompt = Prompt.of("p", "Say spam when it is spam.", "{{sound}}");

        assertThat(one.named(Contract.NAME).draft(Material.of(parent(0, prompt), random(1))))
                .hasValueSatisfying(draft -> assertThat(
                                written(Optional.of(draft)).instruction().source())
                        .startsWith("Say spam when it is spam.\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"One of:\n- dog\n- cat", "One of:\n1. dog\n2. cat\nNothing else.", "One of: dog, cat."})
    void aContractIsNotWrittenTwiceInAnyOrder(String instruction) {
        Prompt prompt = Prompt.of("p", instruction, "{{sound}}");
        Optional<Draft> first = draft(Contract.NAME, parent(0, prompt));
        Prompt bound = first.isEmpty() ? prompt : written(first);

        assertThat(first.isEmpty()).isEqualTo(instruction.contains("\n"));
        assertThat(draft(Contract.NAME, parent(1, bound))).isEmpty();
    }

    @Test
    void longAnswersAreHeldToNoContract() {
        Operators free =
                new Operators("", train("a long tale ".repeat(20), "another long tale ".repeat(20), "x".repeat(90)));

        assertThat(free.named(Contract.NAME).draft(Material.of(parent(0, CURT), random(1))))
                .isEmpty();
    }

    @Test
    void aGraftShowsTheFirstOnesExamplesUnderTheSecondOnesInstruction() {
        Prompt child = written(draft(Graft.NAME, parent(1, CURT, shown(1, "dog")), parent(2, KIND)));

        assertThat(child.instruction()).isEqualTo(KIND.instruction());
        assertThat(child.demonstrations()).containsExactly(shown(1, "dog"));
        assertThat(written(draft(Graft.NAME, parent(1, CURT), parent(2, KIND, shown(1, "dog")))))
                .satisfies(swapped -> assertThat(swapped.instruction()).isEqualTo(CURT.instruction()))
                .satisfies(swapped -> assertThat(swapped.demonstrations()).containsExactly(shown(1, "dog")));
        assertThat(draft(Graft.NAME, parent(1, CURT), parent(2, KIND))).isEmpty();
    }

    @Test
    void aBlendHoldsEverySharedSectionOnceAndInventsNone() {
        Parent first = parent(1, CURT, shown(1, "dog"), shown(2, "cat"));
        Parent second = parent(2, KIND, shown(2, "cat"), shown(3, "dog"));
        for (Prompt child : blends(first, second)) {
            String text = child.instruction().source();
            assertThat(text.lines().filter("Answer with one word."::equals)).hasSize(1);
            assertThat(text.lines())
                    .allMatch(line -> CURT.instruction().source().contains(line)
                            || KIND.instruction().source().contains(line));
            assertThat(child.demonstrations())
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .isSubsetOf(shown(1, "dog"), shown(2, "cat"), shown(3, "dog"));
        }
    }

    @Test
    void aBlendNeverTouchesPlaceholdersAndFrozenSections() {
        Prompt first = Prompt.of("p", "Be brief.\nAbout {{topic}}.\n{# frozen #}Never swear.{# /frozen #}", "{{x}}");
        Prompt second =
                Prompt.of("p", "Be exact.\nNow about {{topic}}!\n{# frozen #}Never swear.{# /frozen #}", "{{x}}");
        for (Prompt child : blends(new Parent(1, first), new Parent(2, second))) {
            assertThat(child.instruction().placeholders()).containsExactly("topic");
            assertThat(child.instruction().frozenSections())
                    .isEqualTo(first.instruction().frozenSections());
        }
    }

    /** Thirty draws of sections; some may be those of a parent, and no blend. */
    private static List<Prompt> blends(Parent first, Parent second) {
        List<Prompt> blends = LongStream.range(0, 30)
                .mapToObj(seed -> new Blend().draft(Material.of(List.of(first, second), random(seed))))
                .filter(Optional::isPresent)
                .map(OperatorsTest::written)
                .toList();
        assertThat(blends).hasSizeGreaterThan(10);
        return blends;
    }

    @Test
    void theDifferencesOfTwoAreShownAndWhatTheyShareIsNot() {
        String question = question(draft(BlendDifferences.NAME, parent(1, CURT), parent(2, KIND)));

        assertThat(question)
                .contains("- Look at its ears.")
                .contains("- Look at the length of the sound.")
                .doesNotContain("- Answer with one word.");
        assertThat(draft(BlendDifferences.NAME, parent(1, CURT), parent(2, CURT)))
                .isEmpty();
    }

    /** What is cut off, the child could not settle; it might copy the mark of the cut. */
    @Test
    void longDifferencesAreShownWhole() {
        String rule =
                "Look at how long the sound lasts, " + "and again at how long it lasts, ".repeat(20) + "to the end.";
        Prompt wordy = Prompt.of("p", KIND.instruction().source() + "\n\n" + rule, "{{sound}}");

        assertThat(question(draft(BlendDifferences.NAME, parent(1, CURT), parent(2, wordy))))
                .contains(rule)
                .doesNotContain("[…]");
    }

    @Test
    void aCrossoverReadsBothAndDrawsDemonstrationsFromBoth() {
        Optional<Draft> draft = draft(
                Crossover.NAME,
                parent(1, CURT, shown(1, "dog"), shown(2, "cat")),
                parent(2, KIND, shown(3, "dog"), shown(4, "cat")));

        Prompt child = read(draft, "Hypothesis: both\n```\nName it.\n```");

        assertThat(question(draft)).contains("ears").contains("length of the sound");
        assertThat(child.instruction().source()).isEqualTo("Name it.");
        assertThat(child.demonstrations()).hasSize(2);
    }

    @Test
    void whatIsShortIsNotShortened() {
        assertThat(draft(Shortening.NAME, parent(0, Prompt.of("p", "Name it.", "{{x}}"))))
                .isEmpty();
    }

    @Test
    void theOnlyUserMessageOfAPromptKeepsItsPlaceholders() {
        Prompt single = new Prompt(
                "p",
                "",
                List.of(new dev.emend.prompt.Message(
                        Role.USER, dev.emend.prompt.Template.parse("Name the animal that says {{sound}}."))),
                List.of(),
                dev.emend.prompt.Sampling.GREEDY,
                Optional.empty());

        assertThat(question(draft(Induction.NAME, parent(0, single)))).contains("{{sound}}");
    }

    @Test
    void whatIsDemonstratedIsSaidAsItIs() {
        Operator few = new Demonstrating(TRAIN.subList(0, 3));
        Parent bare = parent(0, CURT);
        Parent showing = parent(0, CURT, shown(0, "cat"), shown(1, "dog"));

        assertThat(hypothesis(few, bare)).startsWith("show 3 examples, all new,");
        assertThat(hypothesis(few, showing)).startsWith("show 3 examples, 1 of them new,");
    }

    private static String hypothesis(Operator operator, Parent parent) {
        Draft draft = operator.draft(Material.of(parent, random(3))).orElseThrow();
        return ((Draft.Written) draft).proposal().hypothesis();
    }
}
