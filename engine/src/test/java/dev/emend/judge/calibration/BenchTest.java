package dev.emend.judge.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Question;
import dev.emend.model.Completion;
import dev.emend.proposal.Ask;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BenchTest {

    private static final Pattern ITEM = Pattern.compile("What\\? ([a-z]\\d)");

    @Test
    void itemsOfOneGroupAreAskedAboutOneAfterTheOtherByAllDesigns() {
        List<String> asked = new ArrayList<>();
        Desk desk = new Desk() {
            @Override
            public List<Optional<Completion>> judge(List<Question> questions) {
                questions.forEach(question ->
                        asked.addAll(ITEM.matcher(question.messages().getLast().content())
                                .results()
                                .map((MatchResult found) -> found.group(1))
                                .toList()));
                return questions.stream()
                        .map(question -> Optional.<Completion>empty())
                        .toList();
            }

            @Override
            public List<Optional<Completion>> write(List<Ask> asks) {
                throw new IllegalStateException("nobody is to write");
            }

            @Override
            public void phase(String doing) {}
        };

        new Bench(desk, usage -> 0)
                .judge(
                        List.of(design("1-5"), design("0-9")),
                        Stream.of("a1", "b1", "c1", "b2", "a2")
                                .map(BenchTest::item)
                                .toList());

        assertThat(asked).containsExactly("a1", "a1", "a2", "a2", "b1", "b1", "b2", "b2", "c1", "c1");
    }

    private static JudgeDesign design(String scale) {
        return new JudgeDesign(scale, "judge", Map.of("rubric", "It is short.", "scale", scale, "critique", "none"));
    }

    private static Rated item(String id) {
        return new Rated(
                new Example(
                        id,
                        Map.of("question", "What? " + id),
                        "",
                        Map.of(Rated.GROUP, id.substring(0, 1)),
                        Where.NOWHERE),
                "An answer.",
                List.of(0.5));
    }
}
