package dev.emend.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The Java that the documentation shows compiles. */
class WrittenCodeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```java\n(.*?)^```$");
    private static final Pattern WHOLE = Pattern.compile("(?m)^public .*class (\\w+)");

    private static final String IMPORTS = Stream.of(
                    "data",
                    "format.data",
                    "format.specification",
                    "generation",
                    "judge",
                    "judge.calibration",
                    "metric",
                    "model",
                    "models",
                    "models.catalogue",
                    "models.langchain4j",
                    "program",
                    "prompt",
                    "proposal",
                    "refine",
                    "run",
                    "scoring.retrieval",
                    "search",
                    "strategy")
            .map(room -> "import dev.emend." + room + ".*;\n")
            .reduce(
                    "import dev.emend.*;\nimport java.nio.file.*;\nimport java.util.*;\nimport java.util.stream.*;\n",
                    String::concat);

    /** What a reader of a block has already. */
    private static final String SURROUNDINGS = """
            abstract class Block {
                LanguageModel model, small, large, meta;
                Models models;
                Journal journal;
                Inquiry inquiry;
                Task task;
                Splits splits, drawn;
                Metric metric;
                RefineSettings settings;
                Prompt prompt, gist, intent, a, b;
                List<Example> examples, inputs, requests, questions, stream;
                List<String> passages;
                List<Row> rows;

                record Row(String id, String question, String topic, String answer, double rating) {}

                abstract void use(Object... any);

                abstract String answer(Prompt prompt, Example input);

                void block() throws Exception {
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path classes;

    /** Java, and where it stands. */
    private record Written(Path page, String code) {

        @Override
        public String toString() {
            return ROOT.relativize(page) + ": " + code.lines().findFirst().orElse("");
        }

        private JavaFileObject file() {
            Matcher whole = WHOLE.matcher(code);
            return whole.find()
                    ? file(whole.group(1), IMPORTS + code)
                    : file("Block", IMPORTS + SURROUNDINGS + code + "}}");
        }

        private static JavaFileObject file(String name, String source) {
            return new SimpleJavaFileObject(URI.create("memory:/" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return source;
                }
            };
        }
    }

    static Stream<Written> blocks() throws IOException {
        List<Written> blocks = new ArrayList<>();
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            List<Path> pages = Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
            for (Path page : pages) {
                BLOCK.matcher(Files.readString(page))
                        .results()
                        .forEach(block -> blocks.add(new Written(page, block.group(1))));
            }
        }
        return blocks.stream();
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void it_compiles(Written written) {
        JavaCompiler compiler = requireNonNull(ToolProvider.getSystemJavaCompiler());
        StringWriter said = new StringWriter();
        List<String> options = List.of(
                "-proc:none",
                "-d",
                classes.toString(),
                "-classpath",
                requireNonNull(System.getProperty("java.class.path")));

        boolean compiled = compiler.getTask(said, null, null, options, null, List.of(written.file()))
                .call();

        assertThat(compiled).as(said.toString()).isTrue();
    }

    @Test
    void there_is_such_code_in_the_readme() throws IOException {
        assertThat(blocks()).anyMatch(block -> block.page().endsWith("README.md"));
    }
}
