package dev.emend.format.data;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** CSV as in RFC 4180, with a header; a header without a comma may be separated by semicolons or tabs, as some programs write it. */
final class CsvRows {

    private static final Pattern LINE = Pattern.compile("line[: ]+(\\d+)");

    private CsvRows() {}

    /** Which character separates the names of the header. */
    static char separator(String text) {
        boolean quoted = false;
        boolean semicolon = false;
        boolean tab = false;
        for (int i = 0; i < text.length() && (quoted || text.charAt(i) != '\n'); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == ',') {
                return ',';
            }
            semicolon |= !quoted && c == ';';
            tab |= !quoted && c == '\t';
        }
        return semicolon ? ';' : tab ? '\t' : ',';
    }

    static List<Row> read(String text, String file, char separator) {
        Iterator<CsvRecord> records = CsvReader.builder()
                .fieldSeparator(separator)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .allowExtraCharsAfterClosingQuote(false)
                .allowUnclosedQuote(false)
                .maxBufferSize(Math.max(1 << 24, text.length() + 1))
                .ofCsvRecord(text)
                .iterator();
        List<Row> rows = new ArrayList<>();
        try {
            List<String> header = header(records.next(), file);
            while (records.hasNext()) {
                rows.add(row(records.next(), header, file));
            }
        } catch (CsvParseException malformed) {
            throw malformed(malformed, file);
        }
        return rows;
    }

    private static List<String> header(CsvRecord record, String file) {
        Where where = Where.line(file, (int) record.getStartingLineNumber());
        Set<String> seen = new HashSet<>();
        List<String> names = record.getFields().stream().map(String::strip).toList();
        for (String name : names) {
            if (name.isEmpty()) {
                throw new InvalidInputException(
                        "a column of the header has no name", where, "a separator is one too many.");
            }
            if (!seen.add(name)) {
                throw new InvalidInputException(
                        "the header names the column \"" + name + "\" twice", where, "rename one of them.");
            }
        }
        return names;
    }

    private static Row row(CsvRecord record, List<String> header, String file) {
        Where where = Where.line(file, (int) record.getStartingLineNumber());
        if (record.getFieldCount() != header.size()) {
            throw new InvalidInputException(
                    "the row has " + record.getFieldCount() + " fields, but the header has " + header.size(),
                    where,
                    "a text with a comma or a quote in it needs quotes around it.");
        }
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < header.size(); i++) {
            columns.put(header.get(i), record.getField(i));
        }
        return new Row(where, Optional.empty(), columns, true);
    }

    private static InvalidInputException malformed(CsvParseException malformed, String file) {
        String message = String.valueOf(
                malformed.getCause() instanceof CsvParseException cause ? cause.getMessage() : malformed.getMessage());
        Matcher line = LINE.matcher(message);
        return new InvalidInputException(
                "this is not CSV: " + message,
                Where.line(file, line.find() ? Integer.parseInt(line.group(1)) : 0),
                "a quote inside a quoted text must be doubled, and a quoted text must end.");
    }
}
