package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.data.Example;
import dev.emend.model.Completion;
import dev.emend.model.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Rubrics as meta-models write them, small ones among them. */
class RubricWritingTest {

    private static final Draft.Asked ASKED = new RubricWriting("helpfulness")
            .drafted(
                    List.of(Example.of("1", Map.of("output", "Yes, we ship to Canada."), "5")),
                    RubricWriting.Form.CRITERIA);

    private static Optional<String> read(String reply) {
        return read(reply, Completion.Finish.STOP);
    }

    private static Optional<String> read(String reply, Completion.Finish finish) {
        return RubricWriting.read(ASKED, new Completion(reply, finish, Usage.NONE, List.of()));
    }

    @Test
    void a_rubric_in_the_form_that_was_asked_for_is_taken_as_it_stands() {
        assertThat(read("Hypothesis: it matters.\n```\n- It answers what was asked.\n- It is short.\n```"))
                .contains("- It answers what was asked.\n- It is short.");
    }

    @Test
    void lines_without_a_block_around_them_are_taken_without_their_markup() {
        assertThat(read("""
                        **Hypothesis:** People like answers.

                        **Rubric:**
                        - **-** The output answers what was asked.
                        2. **Concise:** it holds nothing else.

                        This rubric ensures quality.""")).contains("- The output answers what was asked.\n- Concise: it holds nothing else.");
    }

    @Test
    void lines_in_a_block_each_are_taken_together() {
        assertThat(
                        read(
                                "Hypothesis: x.\n\n```- The output should be relevant.```\n\n```- The output should be clear.```"))
                .contains("- The output should be relevant.\n- The output should be clear.");
    }

    @Test
    void questions_stay_questions() {
        assertThat(read("1. Does it answer what was asked?\n2. Is it free of anything else?"))
                .contains("Does it answer what was asked?\nIs it free of anything else?");
    }

    @Test
    void a_line_that_was_cut_off_or_copied_from_the_outputs_is_no_rule() {
        assertThat(read("- It answers what was asked.\n- It says where.\n- It is fri", Completion.Finish.LENGTH))
                .isEmpty();
        assertThat(read("- Yes, we ship to Canada.\n- It answers what was asked."))
                .isEmpty();
    }

    @Test
    void a_text_of_no_list_or_of_the_same_line_again_and_again_is_refused() {
        assertThat(read("It should be good, and it should be short.")).isEmpty();
        assertThat(read("- It is good by this measure.\n- It is good by this measure."))
                .isEmpty();
    }
}
