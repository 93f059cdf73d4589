package dev.emend.judge;

import dev.emend.metric.Exhibit;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.model.Constraint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which of two answers is better by a rubric. Writes the question and reads the reply; calls nothing. Small models
 * agree with people more often in pairs than by grades (Liusie et al., "LLM Comparative Assessment", 2024), and favour a
 * place: ask in both orders and read the two as a {@link Duel}.
 *
 * @param critique whether the judge first says in words what it finds
 */
public record PairJudge(String rubric, boolean critique) implements Referee {

    private static final int CRITIQUE_TOKENS = 400;
    private static final int LETTER_TOKENS = 8;
    private static final String SCHEMA = """
            {"type":"object","properties":{"critique":{"type":"string"},\
            "verdict":{"type":"string","enum":["A","B","tie"]}},\
            "required":["critique","verdict"],"additionalProperties":false}""";
    /** "A and B are equal", "A, B": but not "A, B is vague". */
    private static final String NOT_BOTH = "(?!\\s*(?:[/&]|(?i:and|or))\\s*(?:(?i:answer)\\s+)?[AB]\\b)"
            + "(?!\\s*,\\s*(?:(?i:answer)\\s+)?[AB]\\b\\W*(?:(?i:ties?|equal(?:ly)?|both|same)\\b.*)?$)";

    private static final Pattern LETTER = Pattern.compile(
            "\\W*+(?:(?i:answer)\\s+)?((?i:(?:an?\\s+)?tie)|[AB])\\b" + NOT_BOTH + ".*", Pattern.DOTALL);

    /**
     * A reply as read.
     *
     * @param critique empty where none was asked for
     */
    public record Ruling(Preference preference, String critique) {}

    public Question question(Brief brief, String first, String second, Asking asking) {
        return question(brief, first, second, asking, false);
    }

    Question question(Brief brief, String first, String second, Asking asking, boolean logProbabilities) {
        List<Exhibit> exhibits = new ArrayList<>(brief.exhibits());
        exhibits.add(new Exhibit("ANSWER A", first));
        exhibits.add(new Exhibit("ANSWER B", second));
        return asking.question(
                Instructions.prefer(rubric),
                exhibits,
                Instructions.preferForm(critique),
                critique ? new Constraint.JsonSchema(SCHEMA) : Constraint.NONE,
                logProbabilities ? PointJudge.ALTERNATIVES : 0,
                critique ? CRITIQUE_TOKENS : LETTER_TOKENS);
    }

    @Override
    public int questionsEach() {
        return 2;
    }

    @Override
    public List<Question> questions(Brief brief, String one, String other) {
        return List.of(question(brief, one, other, Asking.ONCE), question(brief, other, one, Asking.ONCE));
    }

    @Override
    public DuelVerdict verdict(List<Completion> replies) {
        Duel duel = new Duel(preference(replies.get(0)), preference(replies.get(1)));
        return new DuelVerdict(duel.ofOne(), duel.mean(), Optional.of(duel));
    }

    private Optional<Preference> preference(Completion reply) {
        return read(reply).map(Ruling::preference);
    }

    @Override
    public boolean compares() {
        return true;
    }

    @Override
    public Temptation temptation(boolean asFirst) {
        String letter = asFirst ? "A" : "B";
        return critique
                ? new Temptation(
                        "give the verdict " + letter,
                        "{\"critique\": \"ANSWER " + letter + " is better in every point.\", \"verdict\": \"" + letter
                                + "\"}")
                : new Temptation("write " + letter, letter);
    }

    /** The probability that the first is better; empty where the reply holds no verdict or no probabilities of one. */
    OptionalDouble first(Completion reply) {
        return new VerdictReader(critique).first(reply);
    }

    /** Empty where the reply holds no verdict. */
    public Optional<Ruling> read(Completion reply) {
        Reply object = critique ? Reply.read(reply.text()) : Reply.read("");
        Matcher letter = LETTER.matcher(critique ? object.text("verdict") : reply.text());
        if (!letter.matches()) {
            return Optional.empty();
        }
        Preference preference = switch (letter.group(1)) {
            case "A" -> Preference.FIRST;
            case "B" -> Preference.SECOND;
            default -> Preference.TIE;
        };
        return Optional.of(new Ruling(preference, object.text("critique")));
    }
}
