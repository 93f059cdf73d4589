package dev.emend.format.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Present;
import org.snakeyaml.engine.v2.api.lowlevel.Serialize;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/**
 * Writes plain values as YAML for people: block style, texts of several lines as block literals, keys in the order of
 * the map. A text is quoted wherever it could be read as anything but itself.
 */
public final class YamlText {

    private static final DumpSettings SETTINGS = DumpSettings.builder()
            .setSchema(new CoreSchema())
            .setSplitLines(false)
            .setWidth(Integer.MAX_VALUE)
            .setIndent(2)
            .setIndicatorIndent(2)
            .setIndentWithIndicator(true)
            .build();

    private YamlText() {}

    /**
     * @param value maps with text keys, lists, texts, numbers, truth values, nulls
     * @return one document that ends with a line break
     */
    public static String write(Map<String, ?> value) {
        return new Present(SETTINGS)
                .emitToString(new Serialize(SETTINGS).serializeOne(node(value)).iterator());
    }

    /** One text on one line, as a value inside YAML that is written by hand. */
    public static String inline(String text) {
        if (text.matches("[A-Za-z][A-Za-z0-9_./-]*") && !text.matches("(?i)true|false|null|yes|no|on|off")) {
            return text;
        }
        Node quoted = new ScalarNode(Tag.STR, text, ScalarStyle.DOUBLE_QUOTED);
        return new Present(SETTINGS)
                .emitToString(new Serialize(SETTINGS).serializeOne(quoted).iterator())
                .strip();
    }

    private static Node node(@Nullable Object value) {
        return switch (value) {
            case null -> scalar(Tag.NULL, "null");
            case Map<?, ?> map -> mapping(map);
            case List<?> list ->
                new SequenceNode(
                        Tag.SEQ,
                        list.stream().map(YamlText::node).toList(),
                        list.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
            case Boolean truth -> scalar(Tag.BOOL, truth.toString());
            case Double number
            when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                scalar(Tag.INT, Long.toString(number.longValue()));
            case Number number -> {
                String text = number.toString();
                yield scalar(text.matches("-?\\d+") ? Tag.INT : Tag.FLOAT, text);
            }
            case String text -> new ScalarNode(Tag.STR, text, style(text));
            default -> throw new IllegalArgumentException("YAML has no form for " + value.getClass());
        };
    }

    private static Node mapping(Map<?, ?> map) {
        List<NodeTuple> tuples = new ArrayList<>();
        map.forEach((key, value) -> tuples.add(new NodeTuple(key((String) key), node(value))));
        return new MappingNode(Tag.MAP, tuples, map.isEmpty() ? FlowStyle.FLOW : FlowStyle.BLOCK);
    }

    /** Plain or a block literal where that is readable; quoted where a reader or a parser could stumble. */
    private static ScalarStyle style(String text) {
        boolean readable = text.equals(text.strip())
                && text.codePoints().allMatch(character -> character == '\n' || isOrdinary(character));
        return !readable ? ScalarStyle.DOUBLE_QUOTED : text.contains("\n") ? ScalarStyle.LITERAL : ScalarStyle.PLAIN;
    }

    private static boolean isOrdinary(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SPACE_SEPARATOR -> character == ' ';
            default -> true;
        };
    }

    private static Node key(String text) {
        ScalarStyle style = style(text);
        return new ScalarNode(Tag.STR, text, style == ScalarStyle.LITERAL ? ScalarStyle.DOUBLE_QUOTED : style);
    }

    private static Node scalar(Tag tag, String text) {
        return new ScalarNode(tag, text, ScalarStyle.PLAIN);
    }
}
