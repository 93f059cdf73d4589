package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Blocks that hold fences of their own; what {@link ReflectionTest} reads has none. */
class FencedTest {

    private static final String INNER = "Answer as here:\n```json\n{}\n```\nand so on.";

    private static Fenced read(String reply) {
        return Fenced.instruction(reply, Fenced.around(INNER));
    }

    @Test
    void aFenceIsLongerThanThoseInside() {
        assertThat(Fenced.around("Name it.")).isEqualTo("```");
        assertThat(Fenced.around("Write `x`.")).isEqualTo("```");
        assertThat(Fenced.around(INNER)).isEqualTo("````");
    }

    @Test
    void aBlockKeepsTheFencesInside() {
        assertThat(read("Hypothesis: none.\n````\n" + INNER + "\n````\nDone.").block())
                .isEqualTo(INNER);
    }

    @Test
    void theOutermostPairIsTakenWhereTheModelUsesShortFences() {
        assertThat(read("Hypothesis: none.\n```\n" + INNER + "\n```").block()).isEqualTo(INNER);
        assertThat(read("```\nAnswer in JSON.\n```").block()).isEqualTo("Answer in JSON.");
    }

    @Test
    void aBlockMayBeginOnTheLineOfItsFence() {
        assertThat(Fenced.read("Hypothesis: h\n```Sort it into billing, login or other.\nAnswer with the label.\n```")
                        .block())
                .isEqualTo("Sort it into billing, login or other.\nAnswer with the label.");
        assertThat(read("````Sort it.\n" + INNER + "\n````").block()).isEqualTo("Sort it.\n" + INNER);
        assertThat(Fenced.read("```markdown\nSort it.\n``` that is all").block())
                .isEqualTo("Sort it.");
    }

    @Test
    void aBlockThatIsNotClosedIsRefused() {
        assertThat(read("````\n" + INNER).rule()).isEqualTo("truncated");
        assertThat(read("```\n" + INNER).rule()).isEqualTo("truncated");
        assertThat(read("None.").rule()).isEqualTo("no-fence");
        assertThat(read("````\nA\n````\n````\nB\n````").rule()).isEqualTo("several-fences");
    }

    @Test
    void aProgramIsNoInstruction() {
        Fenced program =
                Fenced.instruction("Hypothesis: it guesses.\n```python\ndef is_good(text):\n    return \"good\"\n```");

        assertThat(program.rule()).isEqualTo("program");
        assertThat(program.detail()).isEqualTo("the block is a program in python");
        String prose = "Name the team that the message is for.\nreturn only its name\nfrom these four";
        assertThat(Fenced.instruction("```python\n" + prose + "\n```").block()).isEqualTo(prose);
        assertThat(Fenced.instruction("```sql\nSELECT team FROM messages\n```").isReadable())
                .isFalse();
        assertThat(Fenced.instruction("```\nAnswer as\ndef answer():\n```").isReadable())
                .isTrue();
    }

    @Test
    void anInstructionMaySpeakOfThinking() {
        String instruction = "Think between <think> and </think>:\n<think>\nsteps\n</think>\nThen answer.";

        assertThat(Fenced.read("Hypothesis: so.\n```\n" + instruction + "\n```").block())
                .isEqualTo(instruction);
    }
}
