package dev.emend.format.prompt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Template;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PromptDiffTest {

    private static final Prompt SEED = Prompt.of("p", "Name the team.\nBe brief.", "{{message}}");

    @Test
    void showsMessagesAndDemonstrationsThatChanged() {
        Prompt changed = SEED.withMessage(0, Template.parse("Name the one right team.\nBe brief."))
                .withDemonstrations(List.of(new Demonstration("row-1", Map.of("message", "Hi\nyou"), "sales")));
        assertThat(PromptDiff.unified("a", SEED, "b", changed))
                .containsExactly(
                        "--- a",
                        "+++ b",
                        "@@ -2,7 +2,11 @@",
                        " top-p: 1.0",
                        " max tokens: 256",
                        " system:",
                        "-Name the team.",
                        "+Name the one right team.",
                        " Be brief.",
                        " user:",
                        " {{message}}",
                        "+demonstration row-1:",
                        "+  message: Hi",
                        "+  you",
                        "+  -> sales");
    }

    @Test
    void isEmptyForPromptsThatSendTheSame() {
        assertThat(PromptDiff.unified("a", SEED, "b", SEED)).isEmpty();
    }

    @Test
    void showsControlCharactersInsteadOfSendingThemToATerminal() {
        Prompt changed = SEED.withMessage(0, Template.parse("\u001b[2J"));
        assertThat(PromptDiff.unified("a", SEED, "b", changed)).contains("+\\u001b[2J");
    }
}
