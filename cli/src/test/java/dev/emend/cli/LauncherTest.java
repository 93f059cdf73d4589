package dev.emend.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The script that a newcomer types, with a Java and a Maven that only say what they were told. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private Path project;

    private record Ended(int status, String out) {}

    @BeforeEach
    void layProject() throws IOException {
        Path root = Files.exists(Path.of("emend")) ? Path.of("") : Path.of("..");
        project = Files.createDirectories(folder.resolve("a project"));
        Files.createDirectories(project.resolve(".mvn"));
        Files.copy(root.resolve("emend"), project.resolve("emend"));
        Files.copy(root.resolve(".mvn/find-jdk.sh"), project.resolve(".mvn/find-jdk.sh"));
        Files.writeString(project.resolve("pom.xml"), "");
        Files.createDirectories(project.resolve("cli/src/main"));
        Files.writeString(project.resolve("cli/src/main/Source.java"), "");
        age(project);
        script(
                folder.resolve("bin/mvn"),
                "echo \"$JAVA_HOME\" >>'" + folder + "/builds'; mkdir -p '" + project + "/cli/target'; echo compiling");
        jdk("jdk-25", "25.0.1");
    }

    /** Sources that are newer than the build are built again, so these are made older. */
    private static void age(Path project) throws IOException {
        try (var files = Files.walk(project)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));
            }
        }
    }

    private Path jdk(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(home.resolve("bin/java"), "for last; do :; done; echo \"" + name + " runs $last\"");
        script(home.resolve("bin/javac"), "");
        return home;
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private ProcessBuilder command(Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(project.resolve("emend").toString(), "--help")
                .directory(folder.toFile())
                .redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("bin") + ":/usr/bin:/bin");
        builder.environment().putAll(environment);
        return builder;
    }

    private Ended emend(Map<String, String> environment) throws Exception {
        Process process = command(environment).start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(process.waitFor(), out);
    }

    private Map<String, String> java(String name) {
        return Map.of("JAVA_HOME", folder.resolve(name).toString());
    }

    private long builds() throws IOException {
        return Files.readAllLines(folder.resolve("builds")).size();
    }

    @Test
    void itBuildsOnFirstUseAndWhenSourcesChangedAndNotOtherwise() throws Exception {
        Ended first = emend(java("jdk-25"));
        assertThat(first.status()).isZero();
        assertThat(first.out())
                .contains("building")
                .contains("jdk-25 runs --help")
                .doesNotContain("compiling");

        assertThat(emend(java("jdk-25")).out()).isEqualToIgnoringNewLines("jdk-25 runs --help");
        assertThat(builds()).isEqualTo(1);

        Files.setLastModifiedTime(
                project.resolve("cli/src/main/Source.java"),
                FileTime.from(Instant.now().plusSeconds(2)));
        assertThat(emend(java("jdk-25")).out()).contains("building");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void aUsersOwnClassesStandBehindEmend() throws Exception {
        emend(java("jdk-25"));
        script(folder.resolve("jdk-25/bin/java"), "echo \"$@\"");

        Ended plain = emend(java("jdk-25"));
        Ended extended = emend(
                Map.of("JAVA_HOME", folder.resolve("jdk-25").toString(), "EMEND_CLASSPATH", "one-idea.jar:classes"));

        assertThat(plain.out()).contains("-jar ").doesNotContain("-cp ");
        assertThat(extended.out())
                .contains("/cli/target/emend.jar:one-idea.jar:classes dev.emend.cli.Emend --help")
                .doesNotContain("-jar ");
        assertThat(extended.out()).contains("EMEND_CLASSPATH names one-idea.jar, which is not there");
    }

    @Test
    void aProgramThatReadsTheOutputIsToldFromAFile() throws Exception {
        emend(java("jdk-25"));
        script(folder.resolve("jdk-25/bin/java"), "echo \"$@\"");
        Path file = folder.resolve("out.txt");

        Ended piped = emend(java("jdk-25"));
        Process filed = command(java("jdk-25")).redirectOutput(file.toFile()).start();

        assertThat(piped.out()).contains("-Demend.pipe=true");
        assertThat(filed.waitFor()).isZero();
        assertThat(file).content().contains("-jar ").doesNotContain("emend.pipe");
    }

    @Test
    void aBuildThatFailsShowsItsOutput() throws Exception {
        script(folder.resolve("bin/mvn"), "echo 'cannot find symbol'; exit 1");

        Ended ended = emend(java("jdk-25"));

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).contains("cannot find symbol").contains("the build failed");
    }

    @Test
    void aJdkThatIsTooOldIsPassedOver() throws Exception {
        jdk("jdk-17", "17.0.15");
        Map<String, String> environment = Map.of(
                "JAVA_HOME",
                folder.resolve("jdk-17").toString(),
                "PATH",
                folder.resolve("jdk-25/bin") + ":" + folder.resolve("bin") + ":/usr/bin:/bin");

        assertThat(emend(environment).out()).contains("jdk-25 runs --help");
    }

    @Test
    void aJdkThatTheUserNamesMustFit() throws Exception {
        Path old = jdk("jdk-1.8", "1.8.0_402");

        Ended ended = emend(Map.of("EMEND_JAVA", old.toString()));

        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.out()).contains("EMEND_JAVA").contains("21 or newer").contains("Maybe");
        assertThat(emend(Map.of("EMEND_JAVA", folder.resolve("jdk-25/bin/java").toString()))
                        .out())
                .contains("jdk-25 runs --help");
    }
}
