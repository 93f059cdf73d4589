package dev.emend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A small task: messages, each for one of four teams. */
public final class Teams {

    public static final List<String> NAMES = List.of("billing", "delivery", "returns", "security");

    private Teams() {}

    /** The team that a message mentions. */
    static String in(String message) {
        return NAMES.stream().filter(message::contains).findFirst().orElse("billing");
    }

    static String other(String team) {
        return NAMES.get((NAMES.indexOf(team) + 1) % NAMES.size());
    }

    /** Writes the task with its prompt and data into {@code folder}, and returns the task file. */
    public static Path write(Path folder, String model, int calls) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 160; i++) {
            String team = NAMES.get(i % NAMES.size());
            rows.append(
                    "{\"id\": \"m%d\", \"inputs\": {\"message\": \"Note %d: something for %s, urgency %d\"}, \"expected\": \"%s\"}%n"
                            .formatted(i, i * 7919, team, i % 13, team));
        }
        Files.writeString(folder.resolve("messages.jsonl"), rows);
        Files.writeString(folder.resolve("seed.prompty"), """
                ---
                name: teams
                ---
                system:
                Name the team.

                user:
                {{message}}
                """);
        return Files.writeString(folder.resolve("task.yaml"), """
                name: teams
                description: Route a message to one of four teams.
                prompt: seed.prompty
                data:
                  file: messages.jsonl
                  split: {train: 40, validation: 40, holdout: 60, seed: 7, stratify: expected}
                metric: label
                models: {task: "%s", meta: same}
                strategy: reflective
                budget: {calls: %d}
                """.formatted(model, calls));
    }
}
