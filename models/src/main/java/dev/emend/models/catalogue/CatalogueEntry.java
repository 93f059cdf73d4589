package dev.emend.models.catalogue;

import java.util.List;

/**
 * A model that can be had by name.
 *
 * @param name by which users call it
 * @param title the publisher's
 * @param about what it is good for, in a few words
 * @param licence an SPDX identifier
 * @param bytes of the GGUF file
 * @param sha256 of the GGUF file, 64 lower-case hexadecimal digits
 * @param sources in the order to try
 */
public record CatalogueEntry(
        String name, String title, String about, String licence, long bytes, String sha256, List<Source> sources) {

    public CatalogueEntry {
        sources = List.copyOf(sources);
    }
}
