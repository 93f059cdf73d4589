package dev.emend.scoring.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/** Finds a text's language. Loaded once, on first use; safe for many threads. */
final class Detector {

    private static final int LONGEST = 10_000;

    /** Codes that mean the same to a user, and the one that stands for them here. */
    private static final Map<String, String> FORMS =
            Map.of("zho", "cmn", "nor", "nob", "mlg", "plt", "lvs", "lav", "ekk", "est");

    private static final LanguageDetectorModel MODEL = model();
    private static final Set<String> KNOWN =
            new TreeSet<>(Arrays.asList(new LanguageDetectorME(MODEL).getSupportedLanguages()));

    private Detector() {}

    private static LanguageDetectorModel model() {
        try (InputStream model = Objects.requireNonNull(Detector.class.getResourceAsStream("/langdetect-183.bin"))) {
            return new LanguageDetectorModel(model);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The model's code for a language of ISO 639-1 or 639-3; none where the model does not know it. */
    static Optional<String> code(String language) {
        try {
            String three = Locale.forLanguageTag(language.strip()).getISO3Language();
            return Optional.of(FORMS.getOrDefault(three, three)).filter(KNOWN::contains);
        } catch (MissingResourceException unknown) {
            return Optional.empty();
        }
    }

    /** In the model's code. */
    static String of(String text) {
        String found = new LanguageDetectorME(MODEL)
                .predictLanguage(text.length() <= LONGEST ? text : text.substring(0, LONGEST))
                .getLang();
        return FORMS.getOrDefault(found, found);
    }

    /** In English, such as "German"; the code itself where ISO 639-1 has no such language. */
    static String name(String code) {
        return Arrays.stream(Locale.getISOLanguages())
                .filter(two -> code(two).filter(code::equals).isPresent())
                .findFirst()
                .map(two -> Locale.of(two).getDisplayLanguage(Locale.ENGLISH))
                .orElse(code);
    }
}
