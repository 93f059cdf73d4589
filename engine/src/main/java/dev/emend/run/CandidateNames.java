package dev.emend.run;

import dev.emend.search.Candidate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What people call the prompts of a comparison: the given ones by their names, the blends by their numbers. */
final class CandidateNames {

    private static final Pattern CANDIDATE = Pattern.compile("candidate (\\d{1,8})\\b");

    private final Map<Integer, String> names = new LinkedHashMap<>();

    /** @param given by id */
    CandidateNames(List<String> given, List<Candidate> blends) {
        given.forEach(name -> names.put(names.size(), name));
        blends.forEach(blend -> names.put(blend.id(), "blend-" + (names.size() - given.size() + 1)));
    }

    /** Whom progress means by a number. */
    static String listed(List<String> given) {
        return IntStream.range(0, given.size())
                .mapToObj(id -> "candidate " + id + " is " + given.get(id))
                .collect(Collectors.joining(", "));
    }

    String of(int id) {
        return Objects.requireNonNull(names.get(id));
    }

    /** A text that speaks of candidates by their ids, in names. Foreign text may do so too; only known ids are replaced. */
    String in(String text) {
        return CANDIDATE
                .matcher(text)
                .replaceAll(match ->
                        Matcher.quoteReplacement(names.getOrDefault(Integer.parseInt(match.group(1)), match.group())));
    }
}
