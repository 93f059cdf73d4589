package dev.emend.cli;

import dev.emend.run.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A journal that forgets where time was over, so that a larger budget goes on from there. */
record EndlessJournal(Journal journal) implements Journal {

    @Override
    public Optional<Entry> find(String key) {
        return journal.find(key);
    }

    @Override
    public void append(Entry entry) {
        journal.append(entry);
    }

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
