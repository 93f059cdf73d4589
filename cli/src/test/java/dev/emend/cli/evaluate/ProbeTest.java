package dev.emend.cli.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.AnsweringServer;
import dev.emend.cli.EmendCommand;
import dev.emend.cli.Teams;
import dev.emend.cli.console.ExitStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProbeTest {

    private final AnsweringServer server = new AnsweringServer();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String task = "";

    @BeforeEach
    void writeTask() throws IOException {
        task = Teams.write(folder, server.model(), 400).toString();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    private EmendCommand probe(String... more) {
        String[] command = new String[4 + more.length];
        command[0] = "probe";
        command[1] = task;
        command[2] = "--workspace";
        command[3] = folder.resolve("workspace").toString();
        System.arraycopy(more, 0, command, 4, more.length);
        return EmendCommand.run(command);
    }

    @Test
    void itTellsWhatThereIsToGainAndWhatToDoNext() {
        EmendCommand probe = probe("--share", "0.2");
        assertThat(probe.status()).isZero();
        assertThat(probe.out())
                .startsWith("Worth optimizing")
                .contains("your prompt", "to gain", "with 4 demonstrations", "beyond both", "provable", "spent")
                .contains("emend optimize " + task);
    }

    @Test
    void itsEstimatesHaveTheFieldsOfAllOthers() {
        JsonNode probe = JsonMapper.shared().readTree(probe("--json").out());

        assertThat(List.of("score", "errors", "outOfReach"))
                .allSatisfy(name -> assertThat(probe.path(name).propertyNames())
                        .as(name)
                        .containsExactly("score", "interval", "n"));
        assertThat(probe.at("/score/score").asDouble())
                .isEqualTo(1 - probe.at("/errors/score").asDouble());
    }

    @Test
    void aProbeThatIsRepeatedIsPaidForOnce() {
        EmendCommand first = probe("--json");
        int paid = server.bodies().size();
        assertThat(paid).isEqualTo(32);
        assertThat(probe("--json").out()).isEqualTo(first.out()).contains("\"outlook\":");
        assertThat(server.bodies()).hasSize(paid);
    }

    @Test
    void aBudgetThatEndsIsSaidAndTheSameCommandGoesOnWithALargerOne() {
        EmendCommand nothing = probe("--budget", "tokens=1");
        assertThat(nothing.status()).isEqualTo(ExitStatus.NO_VERDICT);
        assertThat(nothing.err())
                .contains("the budget ended", "Maybe give a larger --budget")
                .doesNotContain("\tat ");

        EmendCommand some = probe("--budget", "tokens=3000");
        assertThat(some.status()).as(some.out() + some.err()).isEqualTo(ExitStatus.NO_VERDICT);
        assertThat(some.out()).contains("The budget ended (budget-tokens)");
        int paid = server.bodies().size();
        assertThat(paid).isPositive();

        EmendCommand whole = probe("--budget", "tokens=900000");
        assertThat(whole.status()).isZero();
        assertThat(server.bodies()).doesNotHaveDuplicates();
    }

    @Test
    void aBudgetThatEndsBeforeAnythingIsScoredIsAnObjectToo() {
        EmendCommand nothing = probe("--budget", "tokens=1", "--json");

        assertThat(nothing.status()).isEqualTo(ExitStatus.NO_VERDICT);
        JsonNode told = JsonMapper.shared().readTree(nothing.out());
        assertThat(told.propertyNames()).containsExactly("task", "spent", "stopped");
        assertThat(told.path("task").asString()).isEqualTo("teams");
        assertThat(told.at("/spent/calls").asInt(-1)).isZero();
        assertThat(told.path("stopped").asString()).isEqualTo("budget-tokens");
    }

    @Test
    void aMetaModelThatIsNotAskedNeedsNoKeyAndNoPrice() throws IOException {
        Path file = Path.of(task);
        Files.writeString(file, Files.readString(file).replace("meta: same", "meta: \"openai:gpt-4.1\""));

        EmendCommand probe = probe("--budget", "usd=1", "--price", server.model() + "=0.1/0.1");

        assertThat(probe.status()).as(probe.err()).isZero();
    }

    @Test
    void aShareIsAFraction() {
        EmendCommand probe = probe("--share", "8");
        assertThat(probe.status()).isEqualTo(2);
        assertThat(probe.err()).contains("--share must be above 0 and below 1, not 8.0", "Maybe you mean 0.08.");
    }
}
