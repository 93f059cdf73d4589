package dev.emend.cli.call;

import dev.emend.Fingerprint;
import dev.emend.cli.console.Console;
import dev.emend.data.Example;
import dev.emend.journal.RunSummary;
import dev.emend.journal.SqliteJournal;
import dev.emend.journal.Workspace;
import dev.emend.run.Budget;
import dev.emend.run.Journal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * The replies that earlier commands have paid for, and where this one keeps its own. A reply is found by what was asked, whatever it was
 * asked for: by a prompt of another name, for rows of another file, or to judge the same answer of another prompt.
 *
 * @param name of what is answered or refined
 * @param job what the work is made of
 */
public record KeptReplies(Console console, boolean quiet, Workspace workspace, String name, Fingerprint job) {

    /** Adds the rows to what a work is made of. */
    public static void add(List<Example> rows, Fingerprint job) {
        for (Example row : rows) {
            job.add(row.id()).add(row.allInputs().size());
            row.allInputs().forEach((input, value) -> job.add(input).add(value));
        }
    }

    /** Stands for a file in the name of a work. */
    public static String mark(Path file) {
        return Fingerprint.of("file")
                .add(file.toAbsolutePath().normalize().toString())
                .hex()
                .substring(0, 16);
    }

    /** The budget as progress shows it: of calls, where these are not limited, as many as are expected. */
    public static Budget shown(Budget budget, OptionalLong expected) {
        return new Budget(expected, OptionalLong.empty(), OptionalLong.empty(), Optional.empty()).with(budget);
    }

    /** Says how much was paid for earlier, and does the work on top of it. */
    public <T> T in(Function<Journal, T> work) {
        String title = name + " " + job.hex().substring(0, 16);
        Optional<RunSummary> earlier = workspace.newest(title);
        if (!quiet && earlier.isPresent() && earlier.get().calls() > 0) {
            console.err().println("note: going on from " + earlier.get().calls() + " calls that were paid for earlier");
        }
        try (SqliteJournal journal = workspace.sharedJournalOf(title)) {
            return work.apply(new EndlessJournal(journal));
        }
    }
}
