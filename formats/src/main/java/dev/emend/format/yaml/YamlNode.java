package dev.emend.format.yaml;

import dev.emend.InvalidInputException;
import dev.emend.Nearest;
import dev.emend.Where;
import dev.emend.format.TextFile;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.composer.Composer;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.parser.Parser;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * A value in a YAML file, with its place. Every accessor that finds another kind of value than it asks for throws an
 * {@link InvalidInputException} that names the file, the line and the field. Immutable.
 */
public final class YamlNode {

    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setSchema(new CoreSchema())
            .setCodePointLimit(Integer.MAX_VALUE)
            .setUseMarks(true)
            .build();

    private final Node node;
    private final Source source;
    private final int line;
    private final String path;

    private YamlNode(Node node, Source source, int line, String path) {
        this.node = node;
        this.source = source;
        this.line = line;
        this.path = path;
    }

    private record Source(String file, int firstLine) {

        int line(Mark mark) {
            return mark.getLine() + firstLine;
        }

        int line(Node node) {
            return node.getStartMark().map(this::line).orElse(firstLine);
        }
    }

    /**
     * Reads one document, which must be a mapping; one without any content is an empty mapping.
     *
     * @param firstLine the line of the file at which {@code yaml} begins
     */
    public static YamlNode parse(String yaml, String file, int firstLine) {
        Source source = new Source(file, firstLine);
        Node root;
        try {
            root = new Composer(SETTINGS, parser(yaml, source))
                    .getSingleNode()
                    .orElseGet(() -> new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK));
        } catch (MarkedYamlEngineException malformed) {
            int line = malformed.getProblemMark().map(source::line).orElse(firstLine);
            throw malformed(malformed.getProblem(), Where.line(file, line));
        } catch (YamlEngineException malformed) {
            throw malformed(String.valueOf(malformed.getMessage()), Where.line(file, firstLine));
        }
        refuseAliases(root, source, Collections.newSetFromMap(new IdentityHashMap<>()));
        YamlNode document = new YamlNode(root, source, source.line(root), "");
        document.entries();
        return document;
    }

    private static Parser parser(String yaml, Source source) {
        return new ShallowParser(
                new ParserImpl(SETTINGS, new StreamReader(SETTINGS, yaml)),
                mark -> Where.line(source.file(), mark.map(source::line).orElse(source.firstLine())));
    }

    private static InvalidInputException malformed(String problem, Where where) {
        return new InvalidInputException(
                "this is not YAML: " + problem.lines().findFirst().orElse(""),
                where,
                "the indentation is uneven, or a text with \": \", \"#\" or \"{\" needs quotes.");
    }

    private static void refuseAliases(Node node, Source source, Set<Node> seen) {
        if (node.getAnchor().isPresent() || !seen.add(node)) {
            throw new InvalidInputException(
                    "anchors and aliases are not supported",
                    Where.line(source.file(), source.line(node)),
                    "write the value out where it is needed, or quote a text that begins with & or *.");
        }
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> refuseAliases(item, source, seen));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                refuseAliases(tuple.getKeyNode(), source, seen);
                refuseAliases(tuple.getValueNode(), source, seen);
            }
        }
    }

    public Where where() {
        return path.isEmpty() ? Where.line(source.file(), line) : Where.field(source.file(), line, path);
    }

    /** Where the value itself stands in what was parsed. */
    public Span span() {
        return new Span(
                node.getStartMark().orElseThrow().getIndex(),
                node.getEndMark().orElseThrow().getIndex());
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    public boolean isSequence() {
        return node instanceof SequenceNode;
    }

    private boolean isNull() {
        return node.getTag().equals(Tag.NULL);
    }

    /** Every entry of a mapping, in order. */
    public Map<String, YamlNode> entries() {
        if (!(node instanceof MappingNode mapping)) {
            throw wrongType("a mapping of keys to values");
        }
        Map<String, YamlNode> entries = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            int keyLine = source.line(tuple.getKeyNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new InvalidInputException(
                        "a key must be a word", Where.line(source.file(), keyLine), "quotes are missing.");
            }
            String name = key.getValue();
            String childPath = path.isEmpty() ? name : path + "." + name;
            YamlNode child = new YamlNode(tuple.getValueNode(), source, keyLine, childPath);
            YamlNode earlier = entries.put(name, child);
            if (earlier != null) {
                throw new InvalidInputException(
                        "\"" + name + "\" is given twice; first on line " + earlier.line,
                        child.where(),
                        "one of them should go.");
            }
        }
        return entries;
    }

    /** The entries of a mapping that knows these keys and no other. A key without a value is as good as absent. */
    public Fields fields(String... known) {
        Map<String, YamlNode> entries = entries();
        for (Map.Entry<String, YamlNode> entry : entries.entrySet()) {
            if (!List.of(known).contains(entry.getKey())) {
                throw entry.getValue()
                        .error(
                                "the key \"" + entry.getKey() + "\" is not known",
                                Nearest.advice(entry.getKey(), List.of(known)));
            }
        }
        entries.values().removeIf(YamlNode::isNull);
        return new Fields(this, entries);
    }

    Where whereMissing(String key) {
        return Where.field(source.file(), line, path.isEmpty() ? key : path + "." + key);
    }

    /** Every item of a sequence, in order. */
    public List<YamlNode> items() {
        if (!(node instanceof SequenceNode sequence)) {
            throw wrongType("a list");
        }
        List<YamlNode> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new YamlNode(item, source, source.line(item), path + "[" + items.size() + "]"));
        }
        return items;
    }

    /** A text, or a number or truth value as it is written. */
    public String text() {
        if (!(node instanceof ScalarNode scalar) || isNull()) {
            throw wrongType("a text");
        }
        return scalar.getValue();
    }

    public long integer() {
        try {
            return Long.parseLong(scalar("a whole number", Tag.INT));
        } catch (NumberFormatException notDecimal) {
            throw wrongType("a whole number");
        }
    }

    /** A whole number in a range, both ends included. */
    public int integer(int low, int high) {
        long value = integer();
        if (value < low || value > high) {
            throw error(
                    value + " is out of range",
                    high == Integer.MAX_VALUE
                            ? "it should be at least " + low + "."
                            : "it should be between " + low + " and " + high + ".");
        }
        return (int) value;
    }

    public double number() {
        try {
            return new BigDecimal(scalar("a number", Tag.INT, Tag.FLOAT)).doubleValue();
        } catch (NumberFormatException notDecimal) {
            throw wrongType("a number");
        }
    }

    private String scalar(String kind, Tag... tags) {
        if (node instanceof ScalarNode scalar && List.of(tags).contains(node.getTag())) {
            return scalar.getValue();
        }
        throw wrongType(kind);
    }

    /** The value as {@code Map}, {@code List}, {@code String}, {@code Boolean}, a {@code Number} or null. */
    public @Nullable Object plain() {
        if (isMapping()) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            entries().forEach((key, value) -> map.put(key, value.plain()));
            return map;
        }
        if (isSequence()) {
            List<@Nullable Object> list = new ArrayList<>();
            items().forEach(item -> list.add(item.plain()));
            return list;
        }
        if (isNull()) {
            return null;
        }
        String text = text();
        Tag tag = node.getTag();
        if (tag.equals(Tag.BOOL)) {
            return Boolean.parseBoolean(text);
        }
        // Numbers that are written in a way of their own, such as 007 or 0x1F, stay as a person sees them.
        if (tag.equals(Tag.INT) && text.matches("0|-?[1-9]\\d*")) {
            return new BigInteger(text);
        }
        if (tag.equals(Tag.FLOAT) && text.matches("-?\\d+(\\.\\d+)?([eE][-+]?\\d{1,3})?")) {
            return new BigDecimal(text);
        }
        return text;
    }

    /**
     * The path that stands here, from the folder of this file.
     *
     * @throws InvalidInputException where no file can have it
     */
    public Path pathBeside(Path file) {
        return TextFile.beside(file, text(), where());
    }

    public InvalidInputException error(String what, String maybe) {
        return new InvalidInputException(what, where(), maybe);
    }

    private InvalidInputException wrongType(String wanted) {
        String found = switch (node) {
            case MappingNode mapping -> "a mapping";
            case SequenceNode sequence -> "a list";
            case ScalarNode scalar when isNull() -> "nothing";
            case ScalarNode scalar -> "\"" + shortened(scalar.getValue()) + "\"";
            default -> "something else";
        };
        return error("this must be " + wanted + ", not " + found, "");
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
