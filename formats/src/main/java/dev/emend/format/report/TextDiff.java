package dev.emend.format.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * What changed between two texts, line by line, and word by word where a passage was edited rather than replaced.
 *
 * <p>A passage counts as edited where at least half of its words' characters stayed. Below that, marks on single words
 * would show little more than that both passages use "the".
 *
 * @param lines in reading order; where a passage changed, what it was stands before what it became
 */
record TextDiff(List<Line> lines) {

    /** More elements than these, on both sides together, are too slow to compare for what it would show. */
    private static final int COMPARABLE = 2_000;

    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]+|[^\\S\n]+|.", Pattern.DOTALL);

    /** What became of a line. */
    enum Kind {
        KEPT,
        REMOVED,
        ADDED
    }

    /** A line in pieces. */
    record Line(Kind kind, List<Piece> pieces) {
        String text() {
            StringBuilder text = new StringBuilder();
            pieces.forEach(piece -> text.append(piece.text()));
            return text.toString();
        }
    }

    /** @param marked whether this is what was changed in an edited line */
    record Piece(String text, boolean marked) {}

    /** A stretch that changed, as half-open ranges in both lists; one of them may be empty. */
    private record Block(int from, int to, int otherFrom, int otherTo) {}

    static TextDiff of(String before, String after) {
        List<String> old = List.of(before.split("\n", -1));
        List<String> fresh = List.of(after.split("\n", -1));
        List<Line> lines = new ArrayList<>();
        int done = 0;
        for (Block block : blocks(old, fresh)) {
            keep(lines, old.subList(done, block.from));
            change(lines, old.subList(block.from, block.to), fresh.subList(block.otherFrom, block.otherTo));
            done = block.to;
        }
        keep(lines, old.subList(done, old.size()));
        return new TextDiff(lines);
    }

    private static void keep(List<Line> lines, List<String> kept) {
        kept.forEach(text -> lines.add(new Line(Kind.KEPT, List.of(new Piece(text, false)))));
    }

    private static void change(List<Line> lines, List<String> removed, List<String> added) {
        List<String> old = words(removed);
        List<String> fresh = words(added);
        List<Block> blocks = blocks(old, fresh);
        long keptCharacters = letters(old);
        for (Block block : blocks) {
            keptCharacters -= letters(old.subList(block.from, block.to));
        }
        boolean edited = 2 * keptCharacters >= Math.max(letters(old), letters(fresh)) && keptCharacters > 0;
        boolean[] oldMarks = new boolean[old.size()];
        boolean[] freshMarks = new boolean[fresh.size()];
        if (edited) {
            for (Block block : blocks) {
                Arrays.fill(oldMarks, block.from, block.to, true);
                Arrays.fill(freshMarks, block.otherFrom, block.otherTo, true);
            }
        }
        if (!removed.isEmpty()) {
            lines.addAll(lines(Kind.REMOVED, old, oldMarks));
        }
        if (!added.isEmpty()) {
            lines.addAll(lines(Kind.ADDED, fresh, freshMarks));
        }
    }

    private static List<String> words(List<String> lines) {
        return WORD.matcher(String.join("\n", lines))
                .results()
                .map(MatchResult::group)
                .toList();
    }

    private static long letters(List<String> words) {
        return words.stream()
                .filter(word -> !word.isBlank())
                .mapToLong(String::length)
                .sum();
    }

    private static List<Line> lines(Kind kind, List<String> words, boolean[] marks) {
        List<Line> lines = new ArrayList<>();
        List<Piece> pieces = new ArrayList<>();
        StringBuilder piece = new StringBuilder();
        boolean marked = false;
        for (int i = 0; i < words.size(); i++) {
            boolean ends = words.get(i).equals("\n");
            if (ends || marks[i] != marked) {
                flush(pieces, piece, marked);
                marked = marks[i];
            }
            if (ends) {
                lines.add(new Line(kind, List.copyOf(pieces)));
                pieces.clear();
            } else {
                piece.append(words.get(i));
            }
        }
        flush(pieces, piece, marked);
        lines.add(new Line(kind, List.copyOf(pieces)));
        return lines;
    }

    private static void flush(List<Piece> pieces, StringBuilder piece, boolean marked) {
        if (!piece.isEmpty()) {
            pieces.add(new Piece(piece.toString(), marked));
            piece.setLength(0);
        }
    }

    /** The changed stretches in order, with at least one common element between any two. */
    private static List<Block> blocks(List<String> old, List<String> fresh) {
        int head = 0;
        while (head < Math.min(old.size(), fresh.size()) && old.get(head).equals(fresh.get(head))) {
            head++;
        }
        int tail = 0;
        while (tail < Math.min(old.size(), fresh.size()) - head
                && old.get(old.size() - 1 - tail).equals(fresh.get(fresh.size() - 1 - tail))) {
            tail++;
        }
        List<String> left = old.subList(head, old.size() - tail);
        List<String> right = fresh.subList(head, fresh.size() - tail);
        if (left.isEmpty() && right.isEmpty()) {
            return List.of();
        }
        if (left.isEmpty() || right.isEmpty() || left.size() + right.size() > COMPARABLE) {
            return List.of(new Block(head, head + left.size(), head, head + right.size()));
        }
        List<Block> blocks = new ArrayList<>();
        for (AbstractDelta<String> delta : DiffUtils.diff(left, right).getDeltas()) {
            int from = head + delta.getSource().getPosition();
            int otherFrom = head + delta.getTarget().getPosition();
            blocks.add(new Block(
                    from,
                    from + delta.getSource().size(),
                    otherFrom,
                    otherFrom + delta.getTarget().size()));
        }
        return blocks;
    }

    boolean isEmpty() {
        return lines.stream().allMatch(line -> line.kind() == Kind.KEPT);
    }
}
