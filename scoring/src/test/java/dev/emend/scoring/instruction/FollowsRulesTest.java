package dev.emend.scoring.instruction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.data.Example;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Metrics;
import dev.emend.metric.Outcome;
import dev.emend.metric.Score;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FollowsRulesTest {

    private static Example row(String ids, String values) {
        return new Example(
                "r", Map.of(), "", Map.of("instruction_id_list", ids, "kwargs", values), Where.line("ifeval.jsonl", 2));
    }

    private static Score score(Map<String, String> options, Example row, String output) {
        return Metrics.named("follows-rules", options, new TreeSet<>()).score(Answer.of(row, output));
    }

    /** Each kind of rule with an answer that follows it and one that does not; {@code /} stands for a line's end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "keywords:existence | {'keywords':['red','blue']} | Blue and RED | blue only",
                "keywords:frequency | {'keyword':'go','frequency':2,'relation':'at least'} | go, Go | go",
                "keywords:frequency | {'keyword':'go','frequency':2,'relation':'less than'} | go | go go",
                "keywords:forbidden_words | {'forbidden_words':['cat']} | category | a Cat.",
                "keywords:letter_frequency | {'letter':'e','let_frequency':3,'let_relation':'at least'} | eEe | ee",
                "length_constraints:number_words | {'num_words':3,'relation':'at least'} | one two three | one two",
                "length_constraints:number_sentences | {'num_sentences':2,'relation':'less than'} | One. | One. Two.",
                "length_constraints:number_paragraphs | {'num_paragraphs':2} | one/***/two | one/***/two/***/three",
                "length_constraints:nth_paragraph_first_word"
                        + " | {'num_paragraphs':2,'nth_paragraph':2,'first_word':'then'} | One.//\"Then, two. | Then.//One.",
                "detectable_content:number_placeholders | {'num_placeholders':2} | [name] [city] | [name]",
                "detectable_content:postscript | {'postscript_marker':'P.S.'} | Hi/P. S. bye | Hi/PS bye",
                "detectable_format:number_bullet_lists | {'num_bullets':2} | * a/- b | * a/* b/* c",
                "detectable_format:constrained_response | {} | My answer is yes. | yes",
                "detectable_format:number_highlighted_sections | {'num_highlights':2} | *a* and **b** | *a* and * *",
                "detectable_format:multiple_sections | {'section_spliter':'Part','num_sections':2}"
                        + " | Part 1/a/Part 2/b | Part 1/a",
                "detectable_format:json_format | {} | ```json/{\"a\":1}/``` | {a",
                "detectable_format:title | {} | <<On cats>>/Cats. | <On cats>",
                "combination:two_responses | {} | one/******/two | one/******/one",
                "combination:repeat_prompt | {'prompt_to_repeat':'Say hi'} | say hi - hi | hi",
                "startend:end_checker | {'end_phrase':'The end.'} | So. the end. | The end. No",
                "startend:quotation | {} | \"so\" | \"so",
                "change_case:capital_word_frequency"
                        + " | {'capital_frequency':2,'capital_relation':'at least'} | WELL KNOWN fact | WELL known",
                "change_case:english_capital | {} | ALL 3 | All 3",
                "change_case:english_lowercase | {} | all 3 | All 3",
                "punctuation:no_comma | {} | no comma | one, comma",
            })
    void everyKindOfRuleTellsAnAnswerThatFollowsItFromOneThatDoesNot(
            String id, String values, String follows, String breaks) {
        Example row = row("[\"" + id + "\"]", "[" + values.replace('\'', '"') + "]");
        Score right = score(Map.of(), row, follows.replace('/', '\n'));
        assertThat(right.value()).as(right.feedback()).isEqualTo(1);
        Score wrong = score(Map.of(), row, breaks.replace('/', '\n'));
        assertThat(wrong.value()).as(wrong.feedback()).isZero();
        assertThat(wrong.feedback()).contains("(" + id + ")");
        assertThat(score(Map.of(), row, " ").value()).isZero();
    }

    private static final Example TWO = row(
            "[\"punctuation:no_comma\",\"length_constraints:number_words\"]",
            "[{},{\"num_words\":3,\"relation\":\"less than\"}]");

    @Test
    void eachRuleCountsByItselfOrAllMustHold() {
        Score score = score(Map.of(), TWO, "one, two");
        assertThat(score.value()).isEqualTo(0.5);
        assertThat(score.feedback())
                .isEqualTo("Broken 1 of 2 rules: the answer must hold no comma (punctuation:no_comma)."
                        + " It is \"one, two\".");
        assertThat(score(Map.of("level", "prompt"), TWO, "one, two").value()).isZero();
        assertThat(score(Map.of("level", "prompt"), TWO, "one two").value()).isEqualTo(1);
    }

    @Test
    void overManyAnswersTheShareOfAllRulesCounts() {
        Metric metric = Metrics.named("follows-rules", Map.of(), new TreeSet<>());
        Example one = row("[\"punctuation:no_comma\"]", "[{}]");
        List<Outcome> outcomes = List.of(
                new Outcome(Answer.of(TWO, "a, b c d"), metric.score(Answer.of(TWO, "a, b c d"))),
                new Outcome(Answer.of(one, "a"), metric.score(Answer.of(one, "a"))));
        assertThat(metric.aggregate(outcomes)).isCloseTo(1.0 / 3, within(1e-12));
        assertThat(metric.aggregatesByMean()).isFalse();
    }

    @Test
    void theLooseReadingForgivesAnOpeningLineAndEmphasis() {
        Example lower = row("[\"change_case:english_lowercase\"]", "[{}]");
        assertThat(score(Map.of(), lower, "Sure!\nall lower").value()).isZero();
        assertThat(score(Map.of("reading", "loose"), lower, "Sure!\nall lower").value())
                .isEqualTo(1);
        Example quoted = row("[\"startend:quotation\"]", "[{}]");
        assertThat(score(Map.of("reading", "loose"), quoted, "**\"so\"**").value())
                .isEqualTo(1);
    }

    @Test
    void rulesMayStandInOneColumnOrInTheTaskFile() {
        String rules = "{\"instruction_id_list\":[\"punctuation:no_comma\"]}";
        Example row = new Example("r", Map.of(), "", Map.of("rules", rules), Where.NOWHERE);
        assertThat(score(Map.of("column", "rules"), row, "a").value()).isEqualTo(1);
        assertThat(score(Map.of("rules", rules), Example.of("1", Map.of(), ""), "a,")
                        .value())
                .isZero();
    }

    @Test
    void wrongRulesAreTheUsersError() {
        assertThatThrownBy(() -> score(Map.of(), row("[\"no_comma\"]", "[{}]"), ""))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("ifeval.jsonl:2: there is no rule \"no_comma\"");
        assertThatThrownBy(() -> score(Map.of(), row("[\"keywords:frequency\"]", "[{}]"), ""))
                .hasMessageContaining("the rule keywords:frequency needs");
        assertThatThrownBy(() -> score(Map.of(), row("[\"punctuation:no_comma\"]", "[{},{}]"), ""))
                .hasMessageContaining("there are 1 rules, but \"kwargs\" has 2 entries");
        assertThatThrownBy(() -> score(Map.of(), row("oops", ""), "")).hasMessageContaining("rules must be JSON");
        assertThatThrownBy(() -> score(Map.of(), Example.of("7", Map.of(), ""), ""))
                .hasMessageContaining("the example 7 has no column \"instruction_id_list\"");
    }
}
