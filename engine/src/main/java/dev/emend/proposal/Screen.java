package dev.emend.proposal;

import dev.emend.data.Example;
import dev.emend.metric.TextEmbedding;
import dev.emend.program.TextList;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Message;
import dev.emend.prompt.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Refuses a broken proposal before it costs a call. It knows every candidate that was let through. Not thread-safe:
 * proposals are screened in order.
 */
public final class Screen {

    /** Similarity of instructions from which on two prompts with the same demonstrations are taken for the same. */
    static final double NEAR_DUPLICATE = 0.9;

    /**
     * Cosine of the embeddings, of the whole and of what is not shared, from which on two instructions say the same. PromptBreeder and
     * ShinkaEvolve draw the line at 0.95, for longer texts and other embeddings; a paraphrase may well behave differently, so this one
     * refuses less.
     */
    static final double SAME_MEANING = 0.97;

    /** In characters: of a longer text the embedding does not read all. */
    private static final int READ_WHOLE = 800;

    /** Of what looks like a placeholder: not an object with doubled braces. */
    private static final Pattern MEANT_AS_CODE = Pattern.compile("\\{\\{\\s*[A-Za-z_]|\\{%");

    private static final String DUPLICATE = "duplicate";
    private static final String SAME_MEANING_RULE = "same-meaning";
    private static final String NEAR_DUPLICATE_RULE = "near-duplicate";

    /** Of a rule that the instruction has already. */
    static final String REPEATED_RULE = "repeated-rule";

    private final Optional<TextEmbedding> embedding;
    private final Prompt seed;
    private final int characterLimit;
    private final List<String> secrets;
    private final WordRuns inputs;
    private final WordRuns answers;
    private final String allowed;
    private final List<Known> known = new ArrayList<>();

    /**
     * Instructions whose lines differ in number by so many are laid out differently, and not the same whatever their words: labels on lines
     * of their own are read otherwise than labels in a row.
     */
    private static final int ANOTHER_LAYOUT = 3;

    /** As many lines are another layout where they are items of a list. */
    private static final int ANOTHER_LIST = 2;

    private record Known(int id, List<String> demonstrations, String text, String normalized, MinHash shingles) {

        boolean isComparedWith(Known other) {
            return demonstrations.equals(other.demonstrations) && !isLaidOutOtherwise(other);
        }

        private boolean isLaidOutOtherwise(Known other) {
            long lines = Math.abs(lines() - other.lines());
            return lines >= ANOTHER_LAYOUT
                    || lines >= ANOTHER_LIST && Math.abs(items() - other.items()) >= ANOTHER_LIST;
        }

        private long items() {
            return text.lines().filter(TextList::isItem).count();
        }

        private long lines() {
            return text.lines().filter(line -> !line.isBlank()).count();
        }
    }

    /** Why a proposal is refused: the rule's name, and what exactly breaks it. */
    public record Refused(String rule, String detail) {}

    /** A screen that compares the words of instructions and not their meaning. */
    public Screen(Prompt seed, List<Example> train, int characterLimit) {
        this(seed, train, characterLimit, Optional.empty());
    }

    /**
     * @param seed whose placeholders and frozen sections every candidate must keep
     * @param train whose own inputs must not stand in an instruction ({@link OwnInputs}), nor twelve words in a row that only a few of
     *     these inputs or of the right answers have
     * @param characterLimit of an instruction's text
     * @param embedding tells instructions of the same meaning, where there is one
     */
    public Screen(Prompt seed, List<Example> train, int characterLimit, Optional<TextEmbedding> embedding) {
        this.embedding = embedding;
        this.seed = seed;
        this.characterLimit = characterLimit;
        this.allowed = MinHash.normalized(texts(seed));
        OwnInputs own = new OwnInputs(train);
        this.secrets =
                own.telling().stream().filter(text -> !allowed.contains(text)).toList();
        this.inputs = new WordRuns(own.distinct());
        this.answers = new WordRuns(train.stream()
                .map(example -> MinHash.normalized(example.expected()))
                .toList());
    }

    /** The share of word triples that the instructions of two prompts have in common, in [0, 1], as the screen estimates it. */
    public static double similarity(Prompt first, Prompt second) {
        return MinHash.of(texts(first)).similarity(MinHash.of(texts(second)));
    }

    /** Whether the words of two prompts are so nearly the same, with the same demonstrations, that the screen refuses the later. */
    public static boolean isRepeat(Prompt earlier, Prompt later) {
        Screen screen = new Screen(earlier, List.of(), Integer.MAX_VALUE);
        screen.remember(0, earlier);
        return screen.nearDuplicate(later).isPresent();
    }

    /** Whether the screen compares two prompts at all, by their words: those that show the same and are laid out alike. */
    public static boolean comparesWords(Prompt first, Prompt second) {
        return known(0, first).isComparedWith(known(1, second));
    }

    /** How alike two prompts are in what they mean, as the screen sees it, in [-1, 1]; empty where it does not compare that. */
    public static OptionalDouble meaning(Prompt first, Prompt second, TextEmbedding embedding) {
        return comparesWords(first, second) ? meaning(texts(first), texts(second), embedding) : OptionalDouble.empty();
    }

    /** Whether the words of two prompts are the same, after case, punctuation and spaces. */
    public static boolean hasSameWords(Prompt first, Prompt second) {
        return MinHash.normalized(texts(first)).equals(MinHash.normalized(texts(second)));
    }

    /** What the screen compares of a prompt: the text of every message that operators may change. */
    public static String comparedText(Prompt prompt) {
        return texts(prompt);
    }

    /** Whether a proposal that broke this rule brought nothing that a known candidate has not, or hardly anything. */
    public static boolean isDuplicate(String rule) {
        return Set.of(DUPLICATE, NEAR_DUPLICATE_RULE, SAME_MEANING_RULE, REPEATED_RULE)
                .contains(rule);
    }

    /** The limit where the user gave none: room for a weak instruction to grow, not for a list of cases. */
    public static int defaultCharacterLimit(Prompt seed) {
        return Math.max(2000, 3 * texts(seed).length());
    }

    /** The reason to refuse, or empty where the proposal may be measured. */
    public Optional<Refused> refuse(Prompt prompt) {
        return refuse(prompt, seed);
    }

    /**
     * As {@link #refuse(Prompt)}, for a proposal that starts from another prompt than the seed.
     *
     * @param origin whose messages' roles, placeholders and frozen sections it must keep
     */
    public Optional<Refused> refuse(Prompt prompt, Prompt origin) {
        List<String> roles = roles(prompt);
        if (!roles.equals(roles(origin))) {
            return refuse(
                    "other-messages",
                    "its messages are " + String.join(", ", roles) + ", and not " + String.join(", ", roles(origin)));
        }
        for (int i = 0; i < origin.messages().size(); i++) {
            Message before = origin.messages().get(i);
            Message after = prompt.messages().get(i);
            Optional<Refused> refused = changedPlaceholders(
                    before.content().placeholders(), after.content().placeholders());
            if (refused.isPresent()) {
                return refused;
            }
            List<String> meant =
                    minus(after.content().lookalikes(), before.content().lookalikes());
            meant.removeIf(text -> !MEANT_AS_CODE.matcher(text).lookingAt());
            if (!meant.isEmpty()) {
                return refuse(
                        "new-placeholder", meant.getFirst() + " is no placeholder, and would be sent as it stands");
            }
            if (!before.content().frozenSections().equals(after.content().frozenSections())) {
                return refuse("frozen-section", "a frozen section was changed, moved or dropped");
            }
        }
        if (prompt.instruction().editableText().isBlank()
                && !origin.instruction().editableText().isBlank()) {
            return refuse("empty", "the instruction is empty");
        }
        Optional<Refused> unfilled = unfilledDemonstration(prompt);
        if (unfilled.isPresent()) {
            return unfilled;
        }
        int length = texts(prompt).length();
        int limit = origin.equals(seed) ? characterLimit : Math.max(characterLimit, defaultCharacterLimit(origin));
        if (length > limit) {
            return refuse("too-long", "the instruction has " + length + " characters, more than " + limit);
        }
        String text = MinHash.normalized(texts(prompt));
        for (String secret : secrets) {
            if (text.contains(secret)) {
                return refuse("leaked-example", "the instruction holds a train example: \"" + secret + "\"");
            }
        }
        Optional<String> quoted = inputs.in(text, allowed).or(() -> answers.in(text, allowed));
        if (quoted.isPresent()) {
            return refuse("leaked-example", "the instruction quotes a train example: \"" + quoted.get() + "\"");
        }
        return nearDuplicate(prompt);
    }

    private static List<String> roles(Prompt prompt) {
        return prompt.messages().stream().map(message -> message.role().label()).toList();
    }

    /** Demonstrations of a prompt with other inputs do not fill this one's last message. */
    private static Optional<Refused> unfilledDemonstration(Prompt prompt) {
        List<String> asked = prompt.messages().getLast().content().placeholders();
        return prompt.demonstrations().stream()
                .flatMap(demonstration ->
                        asked.stream().filter(name -> !demonstration.inputs().containsKey(name)))
                .findFirst()
                .flatMap(name -> refuse("unfilled-demonstration", "a demonstration has nothing for {{" + name + "}}"));
    }

    private static Optional<Refused> changedPlaceholders(List<String> before, List<String> after) {
        List<String> lost = minus(before, after);
        if (!lost.isEmpty()) {
            return refuse("lost-placeholder", "{{" + lost.getFirst() + "}} is gone");
        }
        List<String> added = minus(after, before);
        if (added.isEmpty()) {
            return Optional.empty();
        }
        String name = added.getFirst();
        return before.contains(name)
                ? refuse("repeated-placeholder", "{{" + name + "}} stands more often than before")
                : refuse("new-placeholder", "{{" + name + "}} was not there before");
    }

    private static List<String> minus(List<String> from, List<String> what) {
        List<String> rest = new ArrayList<>(from);
        what.forEach(rest::remove);
        return rest;
    }

    private Optional<Refused> nearDuplicate(Prompt prompt) {
        Known candidate = known(-1, prompt);
        List<Known> rivals = known.stream().filter(candidate::isComparedWith).toList();
        for (Known other : rivals) {
            if (other.normalized.equals(candidate.normalized)) {
                return refuse(DUPLICATE, "the same as candidate " + other.id);
            }
            double similarity = other.shingles.similarity(candidate.shingles);
            if (similarity >= NEAR_DUPLICATE) {
                return refuse(
                        NEAR_DUPLICATE_RULE,
                        String.format(
                                Locale.ROOT,
                                "%.0f %% of its word triples are those of candidate %d",
                                100 * similarity,
                                other.id));
            }
        }
        return embedding.flatMap(meaning -> sameMeaning(candidate, rivals, meaning));
    }

    private static Optional<Refused> sameMeaning(Known candidate, List<Known> rivals, TextEmbedding meaning) {
        for (Known other : rivals) {
            OptionalDouble cosine = meaning(candidate.text, other.text, meaning);
            if (cosine.isPresent() && cosine.getAsDouble() >= SAME_MEANING) {
                return refuse(
                        SAME_MEANING_RULE,
                        String.format(
                                Locale.ROOT,
                                "it says what candidate %d says (cosine %.3f)",
                                other.id,
                                cosine.getAsDouble()));
            }
        }
        return Optional.empty();
    }

    /**
     * The cosine of two texts, or of what each says and the other does not, whichever is less: beside a list of labels that both have, what
     * else they say hardly shows in a vector. Empty where they are long, or one says all that the other does and more.
     */
    private static OptionalDouble meaning(String first, String second, TextEmbedding embedding) {
        if (Math.max(first.length(), second.length()) > READ_WHOLE) {
            return OptionalDouble.empty();
        }
        double whole = TextEmbedding.cosine(embedding.of(first), embedding.of(second));
        if (whole < SAME_MEANING) {
            return OptionalDouble.of(whole);
        }
        String own = Clauses.apart(first, second);
        String others = Clauses.apart(second, first);
        return own.isEmpty() || others.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(Math.min(whole, TextEmbedding.cosine(embedding.of(own), embedding.of(others))));
    }

    /** Remembers a candidate, so that later proposals must differ from it. */
    public void remember(int id, Prompt prompt) {
        known.add(known(id, prompt));
    }

    private static Known known(int id, Prompt prompt) {
        List<String> demonstrations = new ArrayList<>();
        for (Demonstration demonstration : prompt.demonstrations()) {
            demonstrations.add(demonstration.inputs() + " -> " + demonstration.output());
        }
        String texts = texts(prompt);
        return new Known(id, demonstrations, texts, MinHash.normalized(texts), MinHash.of(texts));
    }

    /** The text of every message that operators may change. */
    private static String texts(Prompt prompt) {
        return prompt.messages().stream()
                .map(message -> message.content().editableText().strip())
                .collect(Collectors.joining("\n"));
    }

    private static Optional<Refused> refuse(String rule, String detail) {
        return Optional.of(new Refused(rule, detail));
    }
}
