package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.metric.TextEmbedding;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Role;
import dev.emend.prompt.Sampling;
import dev.emend.prompt.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final String INSTRUCTION = "Answer for {{company}}. {# frozen #}Never name a price.{# /frozen #}"
            + " Read the whole question and then answer it in one sentence.";
    private static final Prompt SEED = Prompt.of("seed", INSTRUCTION, "{{question}}");
    private static final Example TRAIN =
            Example.of("t1", Map.of("question", "Where can I park my bicycle near the office?"), "behind it");

    private final Screen screen = new Screen(SEED, List.of(TRAIN), 400);

    private String ruleFor(String instruction) {
        return screen.refuse(SEED.withMessage(0, Template.parse(instruction)))
                .map(Screen.Refused::rule)
                .orElse("passes");
    }

    private String ruleForRewrite(String rewrite) {
        return ruleFor("{{company}} {# frozen #}Never name a price.{# /frozen #} " + rewrite);
    }

    @Test
    void letsARealRewritePass() {
        assertThat(ruleForRewrite("Think about who asks, and reply with what they can do next."))
                .isEqualTo("passes");
    }

    @Test
    void refusesALostPlaceholder() {
        assertThat(ruleFor("Answer. {# frozen #}Never name a price.{# /frozen #}"))
                .isEqualTo("lost-placeholder");
    }

    @Test
    void refusesANewPlaceholder() {
        assertThat(ruleForRewrite("Greet {{customer}} first.")).isEqualTo("new-placeholder");
    }

    @Test
    void refusesAPlaceholderThatStandsElsewhereInThePrompt() {
        assertThat(ruleForRewrite("The question is {{question}}.")).isEqualTo("new-placeholder");
    }

    @Test
    void refusesARepeatedPlaceholder() {
        assertThat(ruleForRewrite("You are {{company}}.")).isEqualTo("repeated-placeholder");
    }

    @Test
    void refusesATouchedFrozenSection() {
        assertThat(ruleFor("{{company}} {# frozen #}Name a price.{# /frozen #} Answer."))
                .isEqualTo("frozen-section");
        assertThat(ruleFor("{{company}} Never name a price. Answer.")).isEqualTo("frozen-section");
    }

    @Test
    void refusesAnEmptyInstruction() {
        assertThat(ruleForRewrite("  ")).isEqualTo("empty");
    }

    @Test
    void refusesWhatIsLongerThanTheLimit() {
        assertThat(ruleForRewrite("Be brief and precise. ".repeat(30))).isEqualTo("too-long");
    }

    @Test
    void refusesATrainExampleInTheInstructionWhateverItsPunctuation() {
        assertThat(ruleForRewrite("For example, \"where can I park my BICYCLE near the office\" is about parking."))
                .isEqualTo("leaked-example");
    }

    /** The meta-model sees long inputs cut off, so that it can quote no whole one. */
    @Test
    void refusesAPartOfALongTrainExampleButNotWhatAllOfThemShare() {
        String letterhead = "This message was sent from the contact form on our website by a registered customer";
        List<Example> train = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            train.add(Example.of(
                    "t" + i,
                    Map.of(
                            "question",
                            letterhead + ". On day " + i + " my parcel number " + i + " was left with a neighbour who"
                                    + " has since moved away, and nobody at the depot can tell me who signed for it."),
                    "ask depot " + i));
        }
        Screen letters = new Screen(SEED, train, 1000);

        assertThat(refused(letters, "As in: on day 7 my parcel number 7 was left with a neighbour who has since moved"))
                .contains("leaked-example");
        assertThat(refused(letters, "You will see: " + letterhead + ". Look past it."))
                .isEmpty();
    }

    /** Several questions about each document: what stands in the document is no phrase that anybody uses. */
    @Test
    void refusesAPartOfADocumentThatSomeTrainExamplesShare() {
        List<Example> train = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int document = i / 6;
            train.add(Example.of(
                    "t" + i,
                    Map.of(
                            "question",
                            "What does number " + i + " ask?",
                            "document",
                            "Contract " + document + " between the city of Ulm and tenant " + document
                                    + ", who keeps the yard clean, the gate shut at night and the lamps lit until ten."),
                    "yes"));
        }
        Screen documents = new Screen(SEED, train, 1000);

        assertThat(refused(
                        documents, "As in: contract 7 between the city of Ulm and tenant 7, who keeps the yard clean."))
                .contains("leaked-example");
    }

    /** One question about many texts is the task itself. */
    @Test
    void allowsWhatIsAskedOfEveryTrainExample() {
        String question = "Does the text contain personal data of a customer?";
        List<Example> train = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            train.add(Example.of("t" + i, Map.of("question", question, "text", "Call me on " + i), "yes"));
        }
        Prompt asking = Prompt.of("p", "Answer yes or no. " + question, "{{question}} {{text}}");

        assertThat(refused(new Screen(SEED, train, 1000), "Find out: " + question))
                .isEmpty();
        assertThat(train).noneMatch(example -> new OwnInputs(train).areShown(asking, example));
    }

    @Test
    void readsScriptsWithoutSpacesLetterByLetter() {
        String message = "我昨天订的包裹显示已签收但我没有收到请帮我查一下";
        String instruction = "请判断客户消息属于哪一类问题，并只回答类别名称。类别有物流、退款、发票、账户和投诉。先读完整条消息，再看客户最后想要什么，"
                + "如果一条消息里有几件事，就选最着急的那一件。不要解释，也不要添加任何其他内容。";
        Prompt seed = Prompt.of("p", instruction, "{{question}}");
        Screen chinese = new Screen(seed, List.of(Example.of("t1", Map.of("question", message), "物流")), 1000);
        chinese.remember(0, seed);

        assertThat(rule(chinese, seed, "请判断类别。例如：" + message + "。")).contains("leaked-example");
        Prompt onceOtherwise = seed.withMessage(0, Template.parse(instruction.replace("其他", "其它")));
        assertThat(Screen.similarity(seed, onceOtherwise)).isBetween(0.8, 0.99);
        assertThat(rule(chinese, seed, "先想一想客户要什么，然后给出类别。")).isEmpty();
    }

    /** A placeholder that Emend does not know is sent as it stands. */
    @Test
    void refusesWhatOnlyLooksLikeAPlaceholder() {
        assertThat(ruleForRewrite("Greet {{customer name}} first.")).isEqualTo("new-placeholder");
        assertThat(ruleForRewrite("{% if urgent %}Hurry.{% endif %}")).isEqualTo("new-placeholder");
        assertThat(ruleForRewrite("Answer as {{\"label\": 1}} and nothing else."))
                .isEqualTo("passes");
        Prompt own = Prompt.of("seed", "Greet {{customer name}} first.", "{{question}}");
        assertThat(rule(new Screen(own, List.of(TRAIN), 400), own, "Say {{customer name}} and be kind to everybody."))
                .isEmpty();
    }

    private static Optional<String> rule(Screen screen, Prompt seed, String rewrite) {
        return screen.refuse(seed.withMessage(0, Template.parse(rewrite))).map(Screen.Refused::rule);
    }

    private static Optional<String> refused(Screen screen, String rewrite) {
        return screen.refuse(SEED.withMessage(
                        0, Template.parse("{{company}} {# frozen #}Never name a price.{# /frozen #} " + rewrite)))
                .map(Screen.Refused::rule);
    }

    @Test
    void allowsATrainExampleAsADemonstration() {
        Prompt shown = SEED.withDemonstrations(List.of(new Demonstration("t1", TRAIN.inputs(), TRAIN.expected())));

        assertThat(screen.refuse(shown)).isEmpty();
    }

    @Test
    void refusesTheSamePromptInOtherPunctuation() {
        screen.remember(3, SEED);

        assertThat(ruleFor(INSTRUCTION.replace("question and", "question, and")))
                .isEqualTo("duplicate");
    }

    @Test
    void refusesANearDuplicate() {
        String text =
                "Find out what the customer wants to do, which product it is about, whether anything has gone wrong"
                        + " with it so far, and then say in plain words what the next step is.";
        screen.remember(
                4,
                SEED.withMessage(
                        0, Template.parse("{{company}} {# frozen #}Never name a price.{# /frozen #} " + text)));

        assertThat(ruleForRewrite(text + " Thanks.")).isEqualTo("near-duplicate");
        assertThat(ruleForRewrite("Say in plain words what the next step is for this product."))
                .isEqualTo("passes");
    }

    @Test
    void theSameInstructionWithOtherDemonstrationsIsAnotherPrompt() {
        screen.remember(0, SEED);
        Demonstration first = new Demonstration("t1", TRAIN.inputs(), TRAIN.expected());
        Demonstration second = new Demonstration("t2", Map.of("question", "When do you open?"), "at nine");
        screen.remember(1, SEED.withDemonstrations(List.of(first, second)));

        assertThat(screen.refuse(SEED.withDemonstrations(List.of(first)))).isEmpty();
        assertThat(screen.refuse(SEED.withDemonstrations(List.of(second, first))))
                .as("models heed the order of examples")
                .isEmpty();
        assertThat(screen.refuse(SEED.withDemonstrations(List.of(first, second))))
                .get()
                .extracting(Screen.Refused::rule)
                .isEqualTo("duplicate");
    }

    @Test
    void looksAtEveryMessage() {
        Prompt both = new Prompt(
                "p",
                "",
                List.of(
                        new Message(Role.SYSTEM, Template.parse("Answer.")),
                        new Message(Role.USER, Template.parse("{{question}}"))),
                List.of(),
                Sampling.GREEDY,
                Optional.empty());

        assertThat(new Screen(both, List.of(), 400)
                        .refuse(both.withMessage(1, Template.literal("What?")))
                        .map(Screen.Refused::rule))
                .contains("lost-placeholder");
    }

    /** A vector with the counts of two words: texts that use them alike mean the same. */
    private record Words() implements TextEmbedding {

        @Override
        public String name() {
            return "two words";
        }

        @Override
        public float[] of(String text) {
            double questions = text.split("question", -1).length;
            double answers = text.split("answer", -1).length;
            double length = Math.hypot(questions, answers);
            return new float[] {(float) (questions / length), (float) (answers / length)};
        }
    }

    @Test
    void whatSaysTheSameInOtherWordsIsKnownByItsMeaning() {
        Screen meaning = new Screen(SEED, List.of(TRAIN), 2000, Optional.of(new Words()));
        meaning.remember(0, SEED);
        Prompt same = SEED.withMessage(
                0,
                Template.parse("For {{company}}: {# frozen #}Never name a price.{# /frozen #}"
                        + " once the question is understood, one good answer."));
        Prompt other = SEED.withMessage(
                0,
                Template.parse("For {{company}}: {# frozen #}Never name a price.{# /frozen #}"
                        + " the answer, an answer, and once more an answer."));

        assertThat(meaning.refuse(same).map(Screen.Refused::rule)).contains("same-meaning");
        assertThat(meaning.refuse(other)).isEmpty();
        assertThat(Screen.isDuplicate("same-meaning")).isTrue();
    }

    /** In the vector of a text that is mostly a list, the sentence beside the list hardly shows. */
    @Test
    void besideAListThatBothHaveWhatElseTheySayIsCompared() {
        String list = "question, ".repeat(40);
        Prompt given =
                Prompt.of("p", "Topics: " + list + "other. Say the answer, an answer, an answer.", "{{question}}");
        Screen meaning = new Screen(given, List.of(), 2000, Optional.of(new Words()));
        meaning.remember(0, given);

        assertThat(meaning.refuse(Prompt.of(
                        "p", "Topics: " + list + "other. Which question, whose question is it?", "{{question}}")))
                .as("something else")
                .isEmpty();
        assertThat(meaning.refuse(Prompt.of(
                                "p", "Topics: " + list + "other. Give one answer, then one answer.", "{{question}}"))
                        .map(Screen.Refused::rule))
                .as("the same in other words")
                .contains("same-meaning");
        assertThat(meaning.refuse(
                        Prompt.of("p", given.instruction().source() + " Give the question back.", "{{question}}")))
                .as("something more")
                .isEmpty();
    }

    @Test
    void whereTheDemonstrationsDifferTheInstructionMayRepeat() {
        Screen meaning = new Screen(SEED, List.of(TRAIN), 2000, Optional.of(new Words()));
        meaning.remember(0, SEED);

        assertThat(meaning.refuse(SEED.withDemonstrations(
                        List.of(new dev.emend.prompt.Demonstration("t2", Map.of("question", "Why?"), "So.")))))
                .isEmpty();
    }

    private static Screen knowing(Prompt prompt) {
        Screen screen = new Screen(prompt, List.of(), 2000);
        screen.remember(0, prompt);
        return screen;
    }

    @Test
    void theSameWordsInAnotherLayoutAreAnotherPrompt() {
        Prompt row = Prompt.of("p", "Pick one: red, green, blue, yellow. Write the label only.", "{{question}}");
        Prompt list =
                Prompt.of("p", "Pick one:\n- red\n- green\n- blue\n- yellow\nWrite the label only.", "{{question}}");
        Screen layout = knowing(row);

        assertThat(layout.refuse(list)).isEmpty();
        layout.remember(1, list);
        assertThat(layout.refuse(list).map(Screen.Refused::rule)).contains("duplicate");
    }

    @Test
    void twoLabelsOnLinesOfTheirOwnAreAnotherLayoutToo() {
        Prompt row = Prompt.of("p", "Label the review: positive, negative.", "{{question}}");
        Prompt list = Prompt.of("p", "Label the review:\n- positive\n- negative", "{{question}}");
        Screen layout = knowing(row);

        assertThat(layout.refuse(list)).isEmpty();
    }

    @Test
    void theSameLinesWithBulletsAreTheSamePrompt() {
        Prompt lines = Prompt.of("p", "Be brief.\nName the label.\nGuess where you must.", "{{question}}");
        Prompt bullets = Prompt.of("p", "- Be brief.\n- Name the label.\n- Guess where you must.", "{{question}}");
        Screen layout = knowing(lines);

        assertThat(layout.refuse(bullets).map(Screen.Refused::rule)).contains("duplicate");
    }

    @Test
    void aPromptShowsAnExampleOfWhichAnotherReadsLess() {
        Example whole = Example.of("r", Map.of("message", "hello", "language", "en"), "greeting");
        Prompt prompt = Prompt.of("both", "Name it.", "{{message}} {{language}}")
                .withDemonstrations(List.of(new Demonstration("r", whole.inputs(), "greeting")));

        assertThat(new OwnInputs(List.of(whole)).areShown(prompt, whole.reading(Set.of("message"))))
                .isTrue();
    }

    @Test
    void whatItSaysIsTheSameWhereNumbersAreWrittenOtherwise() {
        Screen near = new Screen(SEED, List.of(TRAIN), 2000);
        near.remember(12, SEED);
        Screen meaning = new Screen(SEED, List.of(TRAIN), 2000, Optional.of(new Words()));
        meaning.remember(12, SEED);
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));

            assertThat(near.refuse(SEED.withMessage(0, Template.parse(INSTRUCTION + " Please.")))
                            .map(Screen.Refused::detail))
                    .get()
                    .asString()
                    .matches("\\d+ % of its word triples are those of candidate 12");
            assertThat(meaning.refuse(SEED.withMessage(
                                    0,
                                    Template.parse("For {{company}}: {# frozen #}Never name a price.{# /frozen #}"
                                            + " once the question is understood, one good answer.")))
                            .map(Screen.Refused::detail))
                    .contains("it says what candidate 12 says (cosine 1.000)");
        } finally {
            Locale.setDefault(before);
        }
    }
}
