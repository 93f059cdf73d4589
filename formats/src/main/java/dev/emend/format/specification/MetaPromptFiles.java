package dev.emend.format.specification;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.format.Placed;
import dev.emend.format.prompt.PromptFile;
import dev.emend.generation.MetaPrompts;
import dev.emend.generation.MetaPrompts.Job;
import dev.emend.prompt.Prompt;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The meta-prompts as prompt files: those that come with Emend, and a user's own in their place. */
public final class MetaPromptFiles {

    private MetaPromptFiles() {}

    /** Those that come with Emend. */
    public static MetaPrompts usual() {
        Map<Job, Prompt> prompts = new EnumMap<>(Job.class);
        for (Job job : Job.values()) {
            prompts.put(
                    job,
                    PromptFile.parse(text(job), job.promptName() + ".prompty").prompt());
        }
        return new MetaPrompts(prompts);
    }

    /** The file that comes with Emend, as it stands. */
    public static String text(Job job) {
        String name = job.promptName() + ".prompty";
        try (InputStream file = MetaPromptFiles.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the resource " + name + " is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * @param name of a meta-prompt, with or without {@code generate-}
     * @throws InvalidInputException where there is none of this name
     */
    public static Job job(String name, Where where) {
        return Arrays.stream(Job.values())
                .filter(job -> job.promptName().equals(name) || job.promptName().equals("generate-" + name))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException(
                        "there is no meta-prompt \"" + name + "\"", where, Nearest.advice(name, Job.promptNames())));
    }

    /**
     * The prompts with one from a file; its {@code name} says which one it replaces.
     *
     * @throws InvalidInputException where the file is no prompt file, names none of the meta-prompts, or has a placeholder that
     *     nothing fills
     */
    public static MetaPrompts with(MetaPrompts prompts, Path file) {
        Prompt own = PromptFile.read(file).prompt();
        Job job = job(own.name(), Where.field(file.toString(), 0, "name"));
        return Placed.at(Where.file(file.toString()), () -> prompts.with(job, own));
    }
}
