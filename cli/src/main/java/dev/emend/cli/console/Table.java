package dev.emend.cli.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table for a terminal: the first column at the left, figures at the right. Where the terminal is too narrow the first
 * column is shortened, and where that is not enough each row becomes a block of lines. Foreign text is made
 * {@link Printable}.
 */
public final class Table {

    private static final String GAP = "  ";
    private static final int NARROWEST = 12;

    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    /** @param cells one for each heading */
    public Table row(List<String> cells) {
        if (cells.size() != headings.size()) {
            throw new IllegalArgumentException("the table has " + headings.size() + " columns, not " + cells.size());
        }
        rows.add(cells.stream().map(Printable::line).toList());
        return this;
    }

    /**
     * The lines, without a line break at their ends.
     *
     * @param width of the terminal, 0 for as much as is needed
     */
    public List<String> lines(int width, Style style) {
        int[] widths = IntStream.range(0, headings.size()).map(this::natural).toArray();
        int tooMuch = width == 0 ? 0 : Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - width;
        if (tooMuch > 0 && widths[0] - tooMuch < Math.min(widths[0], NARROWEST)) {
            return blocks(width, style);
        }
        widths[0] -= Math.max(0, tooMuch);
        List<String> lines = new ArrayList<>();
        lines.add(style.dim(line(headings, widths)));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int natural(int column) {
        return Math.max(
                length(headings.get(column)),
                rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0));
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.size(); i++) {
            String cell = cut(cells.get(i), widths[i]);
            String space = " ".repeat(widths[i] - length(cell));
            line.append(i == 0 ? cell + space : GAP + space + cell);
        }
        return line.toString().stripTrailing();
    }

    private List<String> blocks(int width, Style style) {
        int names = headings.stream().skip(1).mapToInt(Table::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            lines.add(style.bold(cut(row.getFirst(), width)));
            for (int i = 1; i < row.size(); i++) {
                if (!row.get(i).isEmpty()) {
                    String name = headings.get(i) + " ".repeat(names - length(headings.get(i)));
                    lines.add(GAP + style.dim(name) + GAP + row.get(i));
                }
            }
        }
        return lines;
    }

    /** The beginning of a text, or all of it. */
    public static String cut(String text, int most) {
        if (length(text) <= most) {
            return text;
        }
        return most < 1 ? "" : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
