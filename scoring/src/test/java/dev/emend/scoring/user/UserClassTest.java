package dev.emend.scoring.user;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import dev.emend.metric.Metric;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UserClassTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void compileTheUsersClasses() throws IOException {
        Path source =
                Files.writeString(Files.createDirectories(folder.resolve("src")).resolve("Own.java"), """
                import dev.emend.metric.*;
                import java.util.Map;
                public class Own {
                    public static class Polite implements Metric {
                        final int least;
                        public Polite(Map<String, String> options) { least = Integer.parseInt(options.getOrDefault("least", "1")); }
                        public String name() { return "polite"; }
                        public Score score(Answer answer) {
                            boolean polite = answer.text().split("please").length > least;
                            return new Score(polite ? 1 : 0, polite ? "Polite." : "Say please.");
                        }
                    }
                    public static class Failing implements Metric {
                        public String name() { return "failing"; }
                        public Score score(Answer answer) {
                            if (answer.text().isEmpty()) throw new IllegalStateException("no text");
                            return answer.text().equals("null") ? null : new Score(answer.text().length(), "length");
                        }
                    }
                    public static class Counting extends Polite {
                        public Counting() { super(Map.of()); }
                        public double aggregate(java.util.List<Outcome> outcomes) { return outcomes.size() / (outcomes.size() - 1); }
                    }
                    public static class Unmakeable implements Metric {
                        public Unmakeable() { throw new IllegalStateException("no licence"); }
                        public String name() { return ""; }
                        public Score score(Answer answer) { return null; }
                    }
                }
                """);
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        Files.createDirectories(folder.resolve("classes")).toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        source.toString());
        assertThat(failed).isZero();
    }

    private static Metric own(String type, String... options) {
        String[] all = new String[options.length + 4];
        System.arraycopy(options, 0, all, 4, options.length);
        all[0] = "class";
        all[1] = type;
        all[2] = "classpath";
        all[3] = "classes";
        return Scoring.metric(folder, "java", all);
    }

    @Test
    void aClassOfTheUsersScoresWithItsOptions() {
        assertThat(own("Own$Polite")
                        .score(Scoring.answer("Could you please wait?"))
                        .value())
                .isEqualTo(1);
        Score score = own("Own$Polite", "options", "least=2").score(Scoring.answer("Could you please wait?"));
        assertThat(score.value()).isZero();
        assertThat(score.feedback()).isEqualTo("Say please.");
    }

    @Test
    void aFailureWhileScoringIsAScoreOfZeroThatNamesTheClass() {
        Metric failing = own("Own$Failing");
        assertThat(failing.score(Scoring.answer("")).feedback())
                .isEqualTo("The metric class Own$Failing failed on this answer: IllegalStateException: no text");
        assertThat(failing.score(Scoring.answer("abc")).feedback()).contains("a score must be in [0, 1], not 3.0");
        assertThat(failing.score(Scoring.answer("null")).feedback()).contains("gave no score");
        assertThatThrownBy(() -> failing.check(Scoring.answer("").example()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("no text");
    }

    @Test
    void aFailureOverAllAnswersIsAnErrorOfTheUser() {
        Metric counting = own("Own$Counting");
        Outcome outcome = Outcome.of(Scoring.answer("Why?"), counting);

        assertThatThrownBy(() -> counting.aggregate(List.of(outcome)))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Own$Counting")
                .hasMessageContaining("failed over all answers together: ArithmeticException");
    }

    @Test
    void whatCannotBeLoadedIsAnErrorOfTheUser() {
        assertThatThrownBy(() -> own("Own$Missing"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("Own$Missing of the metric java was not found");
        assertThatThrownBy(() -> own("Own")).hasMessageContaining("is no dev.emend.metric.Metric");
        assertThatThrownBy(() -> own("Own$Unmakeable"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("IllegalStateException: no licence");
        assertThatThrownBy(() -> own("Own$Failing", "options", "a=b")).hasMessageContaining("takes no options");
        assertThatThrownBy(() -> Scoring.metric(folder, "java", "class", "Own", "classpath", "nowhere.jar"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("nowhere.jar");
    }
}
