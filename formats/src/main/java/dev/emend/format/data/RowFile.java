package dev.emend.format.data;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.TextFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Reads the rows of a data file: JSON lines ({@code .jsonl}, {@code .ndjson}) or CSV ({@code .csv}, {@code .tsv}). */
public final class RowFile {

    private RowFile() {}

    /**
     * @param namedAt what names the file, so that an error about a missing one points there
     * @return at least one row, in the file's order
     * @throws InvalidInputException where the file is missing, not UTF-8, malformed, or without a row
     */
    public static List<Row> read(Path file, Where namedAt) {
        String name = file.toString();
        String ending = ending(file);
        if (!List.of("jsonl", "ndjson", "csv", "tsv").contains(ending)) {
            throw new InvalidInputException(
                    "the data file \"" + name + "\" is of an unknown kind",
                    namedAt,
                    "it should end in .jsonl (one JSON object a line) or .csv.");
        }
        String text = TextFile.read(file, namedAt);
        if (text.isBlank()) {
            throw new InvalidInputException("the data file is empty", Where.file(name), "it was saved too early.");
        }
        List<Row> rows = switch (ending) {
            case "csv" -> CsvRows.read(text, name, CsvRows.separator(text));
            case "tsv" -> CsvRows.read(text, name, '\t');
            default -> JsonRows.read(text, name);
        };
        if (rows.isEmpty()) {
            throw new InvalidInputException(
                    "the data file has a header, but no row", Where.file(name), "it was cut off.");
        }
        return rows;
    }

    private static String ending(Path file) {
        String name = file.toString();
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
