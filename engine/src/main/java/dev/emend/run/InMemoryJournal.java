package dev.emend.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A journal that is gone with its object: for tests, and for uses that need no resume. Thread-safe. */
public final class InMemoryJournal implements Journal {

    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final List<Stop> stops = new ArrayList<>();

    @Override
    public synchronized Optional<Entry> find(String key) {
        return Optional.ofNullable(entries.get(key));
    }

    @Override
    public synchronized List<Entry> entries() {
        return List.copyOf(entries.values());
    }

    @Override
    public synchronized void append(Entry entry) {
        entries.putIfAbsent(entry.key(), entry);
    }

    @Override
    public synchronized void forget(Set<String> keys) {
        entries.keySet().removeAll(keys);
    }

    @Override
    public synchronized List<Stop> stops() {
        return List.copyOf(stops);
    }

    @Override
    public synchronized void recordStop(Stop stop) {
        stops.add(stop);
    }

    @Override
    public synchronized Duration elapsed() {
        return entries.values().stream()
                .map(Entry::elapsed)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }
}
