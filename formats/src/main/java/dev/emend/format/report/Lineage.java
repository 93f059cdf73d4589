package dev.emend.format.report;

import dev.emend.evaluation.Estimate;
import dev.emend.run.RunResult;
import dev.emend.run.RunResult.CandidateRecord;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every candidate under the one it was written from, with what was changed, why, and what became of it. */
final class Lineage {

    /** A sentence is expected; a model may write a book. */
    private static final int SHOWN = 1_000;

    /** Deeper descendants stand side by side: the page is only so wide, and browsers nest only so far. */
    private static final int DEEPEST = 8;

    private static final int NOWHERE = -1;

    private final Html html;
    private final RunResult result;
    private final Map<Integer, CandidateRecord> byId = new TreeMap<>();
    private final Map<Integer, List<CandidateRecord>> children = new TreeMap<>();

    Lineage(Html html, RunResult result) {
        this.html = html;
        this.result = result;
        result.candidates().forEach(record -> byId.put(record.id(), record));
        for (CandidateRecord record : byId.values()) {
            int parent = parent(record).map(CandidateRecord::id).orElse(NOWHERE);
            children.computeIfAbsent(parent, id -> new ArrayList<>()).add(record);
        }
        children.values().forEach(list -> list.sort(Comparator.comparingInt(CandidateRecord::id)));
    }

    void write() {
        html.open("div", "class", "lineage");
        branch(NOWHERE, 0);
        html.close();
    }

    private void branch(int parent, int depth) {
        List<CandidateRecord> grown = depth < DEEPEST ? children.getOrDefault(parent, List.of()) : descendants(parent);
        if (grown.isEmpty()) {
            return;
        }
        html.open("ul");
        for (CandidateRecord record : grown) {
            html.open("li", "id", "candidate-" + record.id());
            candidate(record);
            if (depth < DEEPEST) {
                branch(record.id(), depth + 1);
            }
            html.close();
        }
        html.close();
    }

    /** All that come from a candidate, each before its own. */
    private List<CandidateRecord> descendants(int ancestor) {
        List<CandidateRecord> found = new ArrayList<>();
        Deque<CandidateRecord> open = new ArrayDeque<>(children.getOrDefault(ancestor, List.of()));
        while (!open.isEmpty()) {
            CandidateRecord record = open.pop();
            found.add(record);
            children.getOrDefault(record.id(), List.of()).reversed().forEach(open::push);
        }
        return found;
    }

    /** The first parent, which the candidate hangs under. One that came later cannot be a parent. */
    private Optional<CandidateRecord> parent(CandidateRecord record) {
        return record.parents().stream()
                .filter(id -> id < record.id())
                .findFirst()
                .map(byId::get);
    }

    private void candidate(CandidateRecord record) {
        boolean champion = record.id() == result.championId();
        html.open("div", "class", champion ? "candidate champion" : "candidate");
        html.open("p")
                .element(
                        "strong",
                        record.id() == 0 ? "Candidate 0, your prompt" : "Candidate " + record.id(),
                        "class",
                        "name")
                .text(" ");
        html.element("span", record.validation().map(Lineage::score).orElse("not measured"), "class", "score");
        html.text(" · ")
                .excerpt(record.operator(), SHOWN)
                .text(" · ")
                .excerpt(record.fate().label(), SHOWN)
                .close();
        html.open("p", "class", "hypothesis")
                .excerpt(record.hypothesis(), SHOWN)
                .close();
        parent(record).ifPresent(parent -> {
            html.open("details").element("summary", "What was changed in " + name(parent) + also(record, parent));
            DiffView.write(html, parent.prompt(), record.prompt());
            html.close();
        });
        html.close();
    }

    private static String name(CandidateRecord parent) {
        return parent.id() == 0 ? "your prompt" : "candidate " + parent.id();
    }

    private static String also(CandidateRecord record, CandidateRecord parent) {
        String others = record.parents().stream()
                .filter(id -> id != parent.id())
                .map(String::valueOf)
                .collect(Collectors.joining(", "));
        return others.isEmpty() ? "" : " (written from " + others + " too)";
    }

    private static String score(Estimate estimate) {
        return Numbers.percent(estimate.value()) + " (" + Numbers.range(estimate.interval()) + ", n = "
                + Numbers.count(estimate.n()) + ")";
    }
}
