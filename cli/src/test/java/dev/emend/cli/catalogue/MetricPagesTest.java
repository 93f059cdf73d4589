package dev.emend.cli.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.cli.EmendCommand;
import dev.emend.metric.MetricKind;
import dev.emend.metric.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricPagesTest {

    private static final Path PAGES = Path.of("../docs/metrics");

    @Test
    void everyMetricHasAPageAndEveryPageAMetric() throws IOException {
        TreeSet<String> names =
                Metrics.kinds().stream().map(MetricKind::name).collect(Collectors.toCollection(TreeSet::new));
        try (Stream<Path> files = Files.list(PAGES)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(file -> !file.equals("README.md"))
                            .map(file -> file.replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(names);
        }
    }

    @Test
    void everyPageTellsTheOptionsOfItsMetric() throws IOException {
        for (MetricKind kind : Metrics.kinds()) {
            String page = Files.readString(PAGES.resolve(kind.name() + ".md"));
            assertThat(kind.options())
                    .as("options on the page of %s", kind.name())
                    .allSatisfy(option -> assertThat(page).contains("`" + option + "`"));
        }
    }

    @Test
    void theCommandTellsWhatThePageSaysOfEachOption() {
        for (MetricKind kind : Metrics.kinds()) {
            List<String> told = MetricPage.of(kind).options().stream()
                    .flatMap(option -> Stream.of(option.names().split(", ")))
                    .toList();
            assertThat(told).as("options of %s", kind.name()).containsAll(kind.options());
        }
        assertThat(EmendCommand.run("metrics", "judge").out())
                .contains("  critique\n    values   before the score, held to a JSON schema")
                .contains("    default  before\n");
    }

    @Test
    void theIndexLeadsToEveryPage() throws IOException {
        String index = Files.readString(PAGES.resolve("README.md"));
        assertThat(Metrics.kinds())
                .allSatisfy(kind -> assertThat(index).contains("[" + kind.name() + "](" + kind.name() + ".md)"));
    }
}
