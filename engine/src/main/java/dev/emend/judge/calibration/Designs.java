package dev.emend.judge.calibration;

import dev.emend.judge.Scale;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The designs that are raced.
 *
 * @param rubric one line, or the user's own
 * @param thinking whether designs with a critique before the grade are among them, which cost many tokens
 * @param weighted whether grades are weighted by log-probabilities; else they are read as written
 */
record Designs(Kind kind, String rubric, boolean thinking, boolean weighted) {

    private static final Map<String, String> ALONE = Map.of("critique", "none");
    private static final String AS_WRITTEN = "as written";

    /** For a judge that gives no log-probabilities. */
    Designs asWritten() {
        return new Designs(kind, rubric, thinking, false);
    }

    /** A 1-5 judge that writes its grade alone, or one that writes the better of two; what everything is compared with. */
    JudgeDesign plain() {
        return switch (kind) {
            case GRADES ->
                new JudgeDesign(
                                "1-5",
                                "judge",
                                Map.of("rubric", rubric, "scale", "1-5", "readout", "plain", "reference", "never"))
                        .with(AS_WRITTEN, ALONE);
            case PAIRS ->
                new JudgeDesign("comparison", "judge-pairwise", Map.of("rubric", rubric, "against", Rated.OTHER))
                        .with(AS_WRITTEN, ALONE);
        };
    }

    /** The plain one, weighted. */
    JudgeDesign plainWeighted() {
        return switch (kind) {
            case GRADES -> graded("1-5", false, false);
            case PAIRS -> compared(false);
        };
    }

    /** The plain one first, then other scales and readouts with the same rubric, the most promising first; none twice. */
    List<JudgeDesign> forms() {
        Map<String, JudgeDesign> distinct = new LinkedHashMap<>();
        all().forEach(design -> distinct.putIfAbsent(design.key(), design));
        return List.copyOf(distinct.values());
    }

    private List<JudgeDesign> all() {
        List<JudgeDesign> forms = new ArrayList<>(List.of(plain()));
        switch (kind) {
            case GRADES -> {
                for (String scale : List.of("0-9", "yes-no", "1-5", "1-10")) {
                    forms.add(graded(scale, false, false));
                }
                forms.add(graded("0-9", false, true));
                if (thinking) {
                    forms.add(graded("1-5", true, false));
                    forms.add(graded("0-9", true, false));
                }
            }
            case PAIRS -> {
                forms.add(compared(false));
                for (String scale : List.of("0-9", "yes-no", "1-5")) {
                    forms.add(pair(
                            "grades " + scale + ", " + reading(),
                            Map.of("by", "grades", "scale", scale, "readout", readout()),
                            false));
                }
                if (thinking) {
                    forms.add(pair("comparison", Map.of(), true));
                    forms.add(compared(true));
                }
            }
        }
        return forms;
    }

    private String reading() {
        return weighted ? "weighted" : AS_WRITTEN;
    }

    private String readout() {
        return weighted ? "auto" : "plain";
    }

    private JudgeDesign graded(String scale, boolean critique, boolean descending) {
        JudgeDesign design = new JudgeDesign(
                scale,
                "judge",
                Map.of(
                        "rubric",
                        rubric,
                        "scale",
                        scale,
                        "readout",
                        readout(),
                        "reference",
                        "never",
                        "critique",
                        critique ? "before" : "none"));
        return design.with(
                reading() + (descending ? ", best grade first" : "") + (critique ? ", after a critique" : ""),
                descending ? Map.of("order", "descending") : Map.of());
    }

    /** Read as written, it is no other than a comparison without a readout. */
    private JudgeDesign compared(boolean critique) {
        return pair("comparison, " + reading(), weighted ? Map.of("readout", readout()) : Map.of(), critique);
    }

    private JudgeDesign pair(String label, Map<String, String> options, boolean critique) {
        return new JudgeDesign(label, "judge-pairwise", Map.of("rubric", rubric, "against", Rated.OTHER))
                .with("", options)
                .with("", Map.of("critique", critique ? "before" : "none"))
                .named(label + (critique ? ", after a critique" : ""));
    }

    JudgeDesign checklist(String questions) {
        return new JudgeDesign(
                "checklist",
                "judge-checklist",
                Map.of("questions", questions, "reference", "never", "critique", "none"));
    }

    /** The design with another rubric; empty for one that has none. */
    static Optional<JudgeDesign> withRubric(JudgeDesign design, String label, String rubric) {
        return design.metric().equals("judge-checklist")
                ? Optional.empty()
                : Optional.of(design.with(label, Map.of("rubric", rubric)));
    }

    /** The design with rated items in its prompt; empty for one that shows none. */
    static Optional<JudgeDesign> withExamples(JudgeDesign design, List<Rated> items) {
        return switch (design.metric()) {
            case "judge" ->
                Optional.of(shown(design, items, Examples.graded(items, Scale.labelled(design.option("scale")))));
            case "judge-pairwise" ->
                design.option("by").equals("grades")
                        ? Optional.empty()
                        : Optional.of(shown(design, items, Examples.compared(items)));
            default -> Optional.empty();
        };
    }

    private static JudgeDesign shown(JudgeDesign design, List<Rated> items, String text) {
        return design.with(
                items.size() + " examples",
                Map.of("examples", text),
                items.stream().map(Rated::id).toList());
    }
}
