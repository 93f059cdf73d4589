package dev.emend.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromptTest {

    private static final Prompt PROMPT = Prompt.of("p", "Translate to {{language}}.", "Text: {{text}}");

    @Test
    void demonstrationsAreTurnsBeforeTheLastMessage() {
        Prompt shown = PROMPT.withDemonstrations(
                List.of(new Demonstration("e1", Map.of("text", "cat", "language", "German"), "Katze")));

        assertThat(shown.render(Map.of("language", "German", "text", "dog")))
                .containsExactly(
                        new ChatMessage(Role.SYSTEM, "Translate to German."),
                        new ChatMessage(Role.USER, "Text: cat"),
                        new ChatMessage(Role.ASSISTANT, "Katze"),
                        new ChatMessage(Role.USER, "Text: dog"));
    }

    @Test
    void theFingerprintIsOfTheContentAndNotOfTheName() {
        Prompt renamed =
                new Prompt("other", "about", PROMPT.messages(), List.of(), PROMPT.sampling(), PROMPT.outputSchema());

        assertThat(renamed.fingerprint()).isEqualTo(PROMPT.fingerprint());
        assertThat(PROMPT.withMessage(0, Template.parse("Translate into {{language}}."))
                        .fingerprint())
                .isNotEqualTo(PROMPT.fingerprint());
        assertThat(PROMPT.withDemonstrations(List.of(new Demonstration("", Map.of("text", "a"), "b")))
                        .fingerprint())
                .isNotEqualTo(PROMPT.fingerprint());
    }

    @Test
    void whatItDoesNotReadOfADemonstrationIsOfNoMatter() {
        Prompt shown = PROMPT.withDemonstrations(List.of(
                new Demonstration("e1", Map.of("text", "cat", "language", "German", "ticket", "7"), "Katze"),
                new Demonstration("e2", Map.of("ticket", "8"), "Hund")));

        assertThat(shown.demonstrates(Map.of("text", "cat", "language", "German")))
                .isTrue();
        assertThat(shown.demonstrates(Map.of("text", "dog", "language", "German", "ticket", "8")))
                .isFalse();
    }

    @Test
    void theInstructionIsTheMessageWithTheMostText() {
        assertThat(PROMPT.instructionIndex()).isZero();
        Prompt user = Prompt.of("p", "Hi.", "Name the capital city of {{x}} now.");
        assertThat(user.withMessage(1, Template.parse("{{x}}?")).instructionIndex())
                .as("however short it gets")
                .isEqualTo(1);
        assertThat(Prompt.of("p", "Hi.", "Name the capital city of {{x}} now.").instructionIndex())
                .isEqualTo(1);
    }

    @Test
    void theLastMessageMustBeTheUsers() {
        List<Message> messages = List.of(new Message(Role.SYSTEM, Template.parse("x")));

        assertThatThrownBy(() -> new Prompt("p", "", messages, List.of(), Sampling.GREEDY, Optional.empty()))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("must be the user's");
    }

    @Test
    void aSystemMessageOfBlanksIsNotSent() {
        Prompt prompt = Prompt.of("p", "{{rules}}\n", "{{text}}");

        assertThat(prompt.render(Map.of("rules", " ", "text", ""))).containsExactly(new ChatMessage(Role.USER, ""));
        assertThat(prompt.render(Map.of("rules", "Be brief.", "text", ""))).hasSize(2);
    }
}
