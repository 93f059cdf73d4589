package dev.emend.models.catalogue;

import java.time.Duration;
import java.util.Optional;

/** Hears how a pull goes. Called on the pulling thread, a few times a second at most. */
public interface PullListener {

    /** Hears nothing. */
    PullListener SILENT = progress -> {};

    void progressed(Progress progress);

    /** A source is being tried. */
    default void trying(CatalogueEntry entry, Source source) {}

    /** A source gave nothing usable; the next one is tried. */
    default void failed(CatalogueEntry entry, Source source, String why) {}

    /** Another process is pulling the same model; this one waits for it. */
    default void waiting(CatalogueEntry entry) {}

    /** All bytes are there and their hash is being computed. */
    default void checking(CatalogueEntry entry) {}

    /**
     * How far a pull is.
     *
     * @param done bytes here, those of an earlier, interrupted pull included
     * @param bytesPerSecond over the last seconds of this pull, 0 where not yet known
     */
    record Progress(CatalogueEntry entry, long done, long bytesPerSecond) {

        public Optional<Duration> left() {
            return bytesPerSecond <= 0
                    ? Optional.empty()
                    : Optional.of(Duration.ofSeconds(Math.max(0, entry.bytes() - done) / bytesPerSecond));
        }
    }
}
