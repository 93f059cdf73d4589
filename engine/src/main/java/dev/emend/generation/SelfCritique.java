package dev.emend.generation;

import dev.emend.Excerpt;
import dev.emend.generation.GeneratedPrompt.Origin;
import dev.emend.generation.PropertyCheck.Critic;
import dev.emend.generation.PropertyCheck.Verdict;
import dev.emend.model.Completion;
import dev.emend.model.Purpose;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Ask;
import dev.emend.proposal.Fenced;
import dev.emend.run.Inquiry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Holds each candidate to the specification, property by property, and mends once what is not met. What code can see, code
 * looks at; of the rest the meta-model says in one call whether it is met, and why. Where its mending cannot be used either, a
 * sentence that states the property is put in by rule.
 */
final class SelfCritique {

    private static final int LONGEST_REASON = 200;

    private static final Pattern LINE = Pattern.compile("(?m)^[\\s*_>#-]*(\\d{1,2})[.):*_]*\\s*(.*)$");
    /** A property may hold "no" and "yes" itself: these count where they stand alone, and "met" wherever it stands. */
    private static final Pattern VERDICT = Pattern.compile(
            "(?i)^\\W*(?:(no|yes)[*_]*(?:\\s*[,.:;–—-]+\\s*|\\s*$)|(.{0,80}?)\\b(unmet|met)\\b[*_]*[\\s,.:;–—-]*)(.*)$");

    /** Before "met": "not", "is not fully", "hasn't been", "partially". */
    private static final Pattern NEGATION = Pattern.compile(
            "(?i)(?:\\b(?:not|never|hardly|barely|only|almost|part(?:ial)?ly)|n['’]t)(?:\\s+\\w+){0,2}[\\s*_]*$");

    private static final List<String> ALWAYS =
            List.of("clear to a reader who has never seen the task", "asks for nothing that the task does not need");

    private final Skeleton skeleton;
    private final MetaFields fields;
    private final Drafting drafting;
    private final List<String> asked;

    SelfCritique(Skeleton skeleton, MetaFields fields, Drafting drafting) {
        this.skeleton = skeleton;
        this.fields = fields;
        this.drafting = drafting;
        this.asked = new ArrayList<>(skeleton.specification().priorities());
        this.asked.addAll(ALWAYS);
    }

    /** The candidates, criticized and mended, in their order. */
    List<GeneratedPrompt> of(List<GeneratedPrompt> candidates, Inquiry inquiry) {
        List<Ask> asks = candidates.stream()
                .map(candidate -> fields.critique(instruction(candidate.prompt()), asked))
                .toList();
        List<Optional<Completion>> replies = inquiry.stopped().isPresent()
                ? asks.stream().map(ask -> Optional.<Completion>empty()).toList()
                : inquiry.complete(Purpose.META, asks);
        List<GeneratedPrompt> criticized = new ArrayList<>();
        for (int i = 0; i < candidates.size(); i++) {
            GeneratedPrompt candidate = candidates.get(i);
            List<PropertyCheck> checks = new ArrayList<>(byRule(candidate));
            checks.addAll(read(replies.get(i)));
            criticized.add(candidate.criticized(checks));
        }
        return mended(criticized, inquiry);
    }

    private List<PropertyCheck> byRule(GeneratedPrompt candidate) {
        Specification specification = skeleton.specification();
        Prompt prompt = candidate.prompt();
        String text = instruction(prompt);
        List<PropertyCheck> checks = new ArrayList<>();
        checks.add(seen(
                "every input has its placeholder",
                specification.inputs().stream()
                        .allMatch(input -> prompt.placeholders().contains(input.name())),
                String.join(", ", prompt.placeholders())));
        if (!specification.contract().labels().isEmpty()) {
            checks.add(seen(
                    "every label is named",
                    specification.contract().labels().stream().allMatch(text::contains),
                    specification.contract().labels().size() + " labels"));
        }
        for (String constraint : specification.constraints()) {
            checks.add(seen(constraint, text.contains(constraint), "it stands there as it was given"));
        }
        Technique technique = candidate.assignment().technique();
        checks.add(seen(
                technique.label(),
                technique != Technique.FEW_SHOT || !prompt.demonstrations().isEmpty(),
                technique == Technique.FEW_SHOT
                        ? prompt.demonstrations().size() + " demonstrations"
                        : "the lines of the technique are in it"));
        return checks;
    }

    private static String instruction(Prompt prompt) {
        return prompt.messages().getFirst().content().render(Map.of());
    }

    private static PropertyCheck seen(String property, boolean met, String why) {
        return new PropertyCheck(property, met ? Verdict.MET : Verdict.NOT_MET, why, Critic.RULE);
    }

    private List<PropertyCheck> read(Optional<Completion> reply) {
        Map<Integer, PropertyCheck> read = new HashMap<>();
        Matcher line = LINE.matcher(reply.map(Completion::text).orElse(""));
        while (line.find()) {
            int number = Integer.parseInt(line.group(1));
            if (number >= 1 && number <= asked.size()) {
                verdict(asked.get(number - 1), line.group(2)).ifPresent(check -> read.putIfAbsent(number, check));
            }
        }
        List<PropertyCheck> checks = new ArrayList<>();
        for (int number = 1; number <= asked.size(); number++) {
            PropertyCheck found = read.get(number);
            checks.add(
                    found != null
                            ? found
                            : new PropertyCheck(
                                    asked.get(number - 1),
                                    Verdict.NOT_JUDGED,
                                    reply.isPresent() ? "the critic did not say" : "the budget ended before",
                                    Critic.MODEL));
        }
        return checks;
    }

    /** @param said of the property, which may be repeated before the verdict */
    private static Optional<PropertyCheck> verdict(String property, String said) {
        Matcher verdict = VERDICT.matcher(said.replaceFirst("(?i)^\\W*" + Pattern.quote(property), ""));
        if (!verdict.find()) {
            return Optional.empty();
        }
        String word = Optional.ofNullable(verdict.group(1))
                .orElseGet(() -> verdict.group(3))
                .toLowerCase(Locale.ROOT);
        boolean met = word.equals("yes")
                || word.equals("met") && !NEGATION.matcher(verdict.group(2)).find();
        return Optional.of(new PropertyCheck(
                property, met ? Verdict.MET : Verdict.NOT_MET, shortened(verdict.group(4)), Critic.MODEL));
    }

    private static String shortened(String why) {
        return Excerpt.of(why.replaceAll("[*_`]", "").replaceAll("\\s+", " ").strip(), LONGEST_REASON);
    }

    private List<GeneratedPrompt> mended(List<GeneratedPrompt> candidates, Inquiry inquiry) {
        List<GeneratedPrompt> faulty = candidates.stream()
                .filter(candidate -> isMendable(candidate) && candidate.origin() != Origin.RULE)
                .toList();
        Map<Integer, Completion> replies = new HashMap<>();
        if (inquiry.stopped().isEmpty()) {
            List<Optional<Completion>> drawn = inquiry.complete(
                    Purpose.META,
                    faulty.stream()
                            .map(candidate -> fields.mend(
                                    candidate.guidance(),
                                    faults(candidate).stream()
                                            .map(fault -> fault.property() + ": " + fault.why())
                                            .toList()))
                            .toList());
            for (int i = 0; i < faulty.size(); i++) {
                int number = faulty.get(i).number();
                drawn.get(i).ifPresent(reply -> replies.put(number, reply));
            }
        }
        List<GeneratedPrompt> mended = new ArrayList<>();
        for (GeneratedPrompt candidate : candidates) {
            GeneratedPrompt after = !isMendable(candidate)
                    ? candidate
                    : Optional.ofNullable(replies.get(candidate.number()))
                            .flatMap(reply -> rewritten(candidate, reply))
                            .or(() -> stated(candidate))
                            .orElse(candidate);
            drafting.replace(after);
            mended.add(after);
        }
        return mended;
    }

    /** Whoever shows examples and nothing else stays so. */
    private static boolean isMendable(GeneratedPrompt candidate) {
        return candidate.origin() != Origin.EXAMPLES && !faults(candidate).isEmpty();
    }

    private static List<PropertyCheck> faults(GeneratedPrompt candidate) {
        return candidate.critique().stream()
                .filter(check -> check.by() == Critic.MODEL && check.verdict() == Verdict.NOT_MET)
                .toList();
    }

    private Optional<GeneratedPrompt> rewritten(GeneratedPrompt candidate, Completion reply) {
        Fenced fenced = Fenced.instruction(reply.text());
        if (!fenced.isReadable() || reply.finish() == Completion.Finish.LENGTH) {
            return Optional.empty();
        }
        return with(
                candidate,
                Skeleton.inert(fenced.block()),
                Origin.MENDED,
                faults(candidate),
                "mended by the meta-model");
    }

    /** The guidance with the wanted priorities that it lacks behind it, as they stand in the specification. */
    private Optional<GeneratedPrompt> stated(GeneratedPrompt candidate) {
        List<PropertyCheck> stated = faults(candidate).stream()
                .filter(fault -> skeleton.specification().priorities().contains(fault.property()))
                .toList();
        String sentences = stated.stream()
                .map(PropertyCheck::property)
                .map(priority -> "Aim at this: " + Emphasis.ended(priority))
                .reduce("", (text, sentence) -> text + "\n" + sentence)
                .strip();
        return sentences.isEmpty()
                ? Optional.empty()
                : with(
                        candidate,
                        (candidate.guidance() + "\n" + sentences).strip(),
                        candidate.origin(),
                        stated,
                        "stated by rule");
    }

    /** @param mended the faults for whose sake the guidance is another */
    private Optional<GeneratedPrompt> with(
            GeneratedPrompt candidate, String guidance, Origin origin, List<PropertyCheck> mended, String how) {
        Prompt prompt = skeleton.prompt(candidate.assignment(), guidance);
        if (guidance.equals(candidate.guidance())
                || drafting.refusal(candidate.number(), prompt).isPresent()) {
            return Optional.empty();
        }
        List<PropertyCheck> checks = candidate.critique().stream()
                .map(check -> mended.contains(check)
                        ? new PropertyCheck(
                                check.property(), Verdict.MENDED, check.why() + " (" + how + ")", check.by())
                        : check)
                .toList();
        return Optional.of(candidate.mended(prompt, guidance, origin).criticized(checks));
    }
}
