package dev.emend.cli.judge;

import dev.emend.cli.console.Amounts;
import dev.emend.evaluation.Interval;
import dev.emend.judge.audit.Finding;
import java.util.List;
import java.util.Locale;

/** An audit's findings, a line each, with what they mean. */
final class FindingsTable {

    private FindingsTable() {}

    /** One line for each finding. */
    static List<String> of(List<Finding> findings) {
        int width = findings.stream()
                .mapToInt(finding -> finding.name().length())
                .max()
                .orElse(0);
        return findings.stream().map(finding -> line(finding, width)).toList();
    }

    private static String line(Finding finding, int width) {
        String name = String.format(Locale.ROOT, "%-" + (width + 2) + "s", finding.name());
        if (finding.value().isEmpty()) {
            return name + finding.note();
        }
        String value = number(finding, finding.value().getAsDouble());
        String range = finding.interval()
                .map(interval -> "(" + range(finding, interval) + ")")
                .orElse("");
        return name
                + String.format(Locale.ROOT, "%8s  %-18s n = %-4d %s", value, range, finding.n(), finding.meaning())
                + (finding.note().isEmpty() ? "" : "; " + finding.note());
    }

    private static String range(Finding finding, Interval interval) {
        return finding.unit() == Finding.Unit.SHARE
                ? Amounts.range(interval)
                : number(finding, interval.low()) + " to " + number(finding, interval.high());
    }

    private static String number(Finding finding, double value) {
        return switch (finding.unit()) {
            case SHARE -> Amounts.score(value);
            case SHIFT -> String.format(Locale.ROOT, "%+.2f", value);
            case COEFFICIENT -> String.format(Locale.ROOT, "%.2f", value);
        };
    }
}
