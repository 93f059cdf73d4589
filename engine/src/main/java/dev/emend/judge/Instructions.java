package dev.emend.judge;

import dev.emend.metric.Exhibit;

/** What judges are told, in one place. Only words of Emend and of the user's own rubric stand here; texts to be judged come as exhibits. */
final class Instructions {

    static final String RUBRIC = """
            - It does what the input asks, all of it and nothing else.
            - What it says is right, and no claim in it is made up.
            - It is clear, and no longer than it needs to be.""";

    static final String EXAMPLES = "Examples that people have judged:";

    private Instructions() {}

    static String grade(String rubric, Scale scale, boolean descending) {
        String good = scale.name(scale.greatest());
        String bad = scale.name(scale.least());
        String grades = scale.isWords()
                ? "The grade is " + (descending ? bad + " or " + good : good + " or " + bad) + ": " + good
                        + " where the answer meets the rubric, " + bad + " where it does not."
                : "The grade is a whole number from " + (descending ? good + " down to " + bad : bad + " to " + good)
                        + ": " + good + " where the answer meets the rubric in every point, " + bad
                        + " where it fails in every point.";
        return """
                You are a strict and fair judge. You grade one answer.

                %s

                Grade the text named ANSWER by this rubric and by nothing else:
                %s

                %s Length, layout and a confident tone earn nothing. Where a REFERENCE is given, \
                it is right; the same in other words is as good.""".formatted(Exhibit.NOTICE, rubric, grades);
    }

    static String gradeForm(Scale scale, boolean critique, boolean descending) {
        String first = scale.name(descending ? scale.greatest() : scale.least());
        String last = scale.name(descending ? scale.least() : scale.greatest());
        String range = descending ? first + " down to " + last : first + " to " + last;
        if (critique) {
            return "Write a JSON object: {\"critique\": \"what is good and what is wrong, in one or two sentences\","
                    + " \"score\": " + (scale.isWords() ? "\"yes\" or \"no\"" : "the grade from " + range) + "}.";
        }
        return scale.isWords()
                ? "Does ANSWER meet the rubric? Write " + (descending ? "no or yes" : "yes or no")
                        + ", and nothing else."
                : "Write the grade of ANSWER alone: one whole number from " + range + ", and nothing else.";
    }

    static String prefer(String rubric) {
        return """
                You are a strict and fair judge. You compare two answers to the same input.

                %s

                Say which of ANSWER A and ANSWER B is better by this rubric and by nothing else:
                %s

                Their order, their length, their layout and a confident tone count for nothing. Where a REFERENCE is \
                given, it is right; the same in other words is as good. Say "tie" only where neither is better.""".formatted(Exhibit.NOTICE, rubric);
    }

    static String preferForm(boolean critique) {
        return critique
                ? "Write a JSON object: {\"critique\": \"how the two differ, in one or two sentences\", \"verdict\":"
                        + " \"A\", \"B\" or \"tie\"}."
                : "Write A, B or tie alone, and nothing else.";
    }

    static String check(String questions) {
        return """
                You are a strict and fair judge. You check one answer against a list.

                %s

                Answer each of these questions about the text named ANSWER with yes or no. Say yes only where it is \
                plainly so:
                %s""".formatted(Exhibit.NOTICE, questions);
    }

    static String checkForm(boolean critique) {
        return "Write a JSON object with " + (critique ? "\"critique\": one or two sentences, and then " : "")
                + "\"yes\" or \"no\" under each question's number, such as {"
                + (critique ? "\"critique\": \"…\", " : "") + "\"q1\": \"yes\"}.";
    }
}
