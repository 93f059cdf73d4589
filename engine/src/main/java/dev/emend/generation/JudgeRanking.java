package dev.emend.generation;

import dev.emend.data.Example;
import dev.emend.evaluation.Estimates;
import dev.emend.generation.GeneratedPrompt.Basis;
import dev.emend.generation.GeneratedPrompt.Standing;
import dev.emend.judge.Brief;
import dev.emend.judge.PairJudge;
import dev.emend.judge.Referee;
import dev.emend.metric.Question;
import dev.emend.metric.Questionnaire;
import dev.emend.model.Completion;
import dev.emend.run.Inquiry;
import dev.emend.run.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Ranks prompts or chains where there are no labelled examples: all answer the same inputs, and a judge compares each one's
 * answers with those of the plain prompt. Equal answers are a tie that nobody is asked
 * about. This orders candidates; it proves nothing.
 */
final class JudgeRanking {

    private static final double LEVEL = 0.95;

    private final Referee referee;
    private final List<Example> inputs;

    JudgeRanking(Referee referee, List<Example> inputs) {
        this.referee = referee;
        this.inputs = inputs;
    }

    /** In both orders, by criteria from the specification. */
    static Referee usual(Specification specification) {
        return new PairJudge(rubric(specification), false);
    }

    static String rubric(Specification specification) {
        List<String> lines = new ArrayList<>();
        lines.add("It does this, all of it and nothing else: " + specification.task());
        lines.addAll(specification.constraints());
        specification.priorities().forEach(priority -> lines.add("What counts: " + priority));
        String answer = specification.contract().text(false);
        if (!answer.isEmpty()) {
            lines.add("Its form is as it was asked for: " + answer.replace('\n', ' '));
        }
        return String.join("\n", lines.stream().map(line -> "- " + line).toList());
    }

    private record Match(int number, Example input, String own, String plain) {

        boolean isTie() {
            return own.equals(plain);
        }
    }

    /**
     * @param programs by number; the plain prompt's is 0
     * @return by number, without 0; without those that have no readable verdict
     */
    Map<Integer, Standing> of(Map<Integer, Ranked> programs, Inquiry inquiry) {
        Map<Integer, Map<String, String>> answers = new TreeMap<>();
        programs.forEach((number, program) -> answers.put(number, answers(program, inquiry)));
        Map<String, String> plain = answers.getOrDefault(0, Map.of());
        List<Match> matches = new ArrayList<>();
        answers.forEach((number, own) -> {
            for (Example input : inputs) {
                String answer = own.get(input.id());
                String other = plain.get(input.id());
                if (number > 0 && answer != null && other != null) {
                    matches.add(new Match(number, input, answer, other));
                }
            }
        });
        return standings(matches, verdicts(matches, inquiry));
    }

    private Map<String, String> answers(Ranked ranked, Inquiry inquiry) {
        Map<String, String> answers = new HashMap<>();
        if (inquiry.stopped().isEmpty()) {
            for (Response response :
                    inquiry.answer(ranked.program(), inputs, Optional.empty()).responses()) {
                answers.put(
                        response.example().id(), ranked.answer(response.text()).strip());
            }
        }
        return answers;
    }

    /** For each match the replies to the referee's questions: none to a tie by itself, empty where some did not come. */
    private List<Optional<List<Completion>>> verdicts(List<Match> matches, Inquiry inquiry) {
        Questionnaire questionnaire =
                new Questionnaire(matches.stream().map(this::questions).toList());
        List<Question> questions = questionnaire.questions();
        return questionnaire.complete(
                inquiry.stopped().isPresent()
                        ? Collections.nCopies(questions.size(), Optional.<Completion>empty())
                        : inquiry.ask(questions));
    }

    private List<Question> questions(Match match) {
        return match.isTie() ? List.of() : referee.questions(Brief.of(match.input), match.own, match.plain);
    }

    private Map<Integer, Standing> standings(List<Match> matches, List<Optional<List<Completion>>> verdicts) {
        Map<Integer, List<Double>> won = new TreeMap<>();
        for (int i = 0; i < matches.size(); i++) {
            Match match = matches.get(i);
            List<Double> own = won.computeIfAbsent(match.number, none -> new ArrayList<>());
            if (match.isTie()) {
                own.add(0.5);
            } else {
                verdicts.get(i)
                        .ifPresent(replies -> referee.verdict(replies).ofOne().ifPresent(own::add));
            }
        }
        Map<Integer, Standing> standings = new TreeMap<>();
        won.forEach((number, own) -> {
            if (!own.isEmpty()) {
                double[] shares = own.stream().mapToDouble(Double::doubleValue).toArray();
                standings.put(number, new Standing(Basis.JUDGE, Estimates.of(shares, LEVEL), Optional.empty()));
            }
        });
        return standings;
    }
}
