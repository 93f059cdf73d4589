package dev.emend.cli.call;

import dev.emend.run.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A journal of answers that depend on nothing but their requests. It forgets where a limit was reached, so that the same command goes on
 * from there, and what a model rejected, so that it is asked again.
 */
record EndlessJournal(Journal journal) implements Journal {

    private static boolean isKept(Entry entry) {
        return entry.reply() instanceof Reply.Answered;
    }

    @Override
    public Optional<Entry> find(String key) {
        return journal.find(key).filter(EndlessJournal::isKept);
    }

    @Override
    public List<Entry> entries() {
        return journal.entries().stream().filter(EndlessJournal::isKept).toList();
    }

    @Override
    public List<Entry> entriesWith(String inKey) {
        return journal.entriesWith(inKey).stream()
                .filter(EndlessJournal::isKept)
                .toList();
    }

    @Override
    public void append(Entry entry) {
        if (isKept(entry)) {
            journal.append(entry);
        }
    }

    @Override
    public void forget(Set<String> keys) {}

    @Override
    public List<Stop> stops() {
        return List.of();
    }

    @Override
    public void recordStop(Stop stop) {}

    @Override
    public Duration elapsed() {
        return journal.elapsed();
    }
}
