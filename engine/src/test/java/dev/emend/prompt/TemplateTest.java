package dev.emend.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.emend.InvalidInputException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "{{a}}",
                "x {{a}} y {{b.c-d}} z",
                "{# frozen #}keep {{a}}{# /frozen #} rest",
                "{\"json\": {\"nested\": 1}} and {{1x}} and {{ }} and {%if%}",
                "{{{a}}}"
            })
    void sourceIsWhatWasParsed(String source) {
        assertThat(Template.parse(source).source()).isEqualTo(source);
    }

    @Test
    void blanksInsideTheBracesDoNotCount() {
        assertThat(Template.parse("{{ a }}")).isEqualTo(Template.parse("{{a}}"));
    }

    @Test
    void frozenMarksAreNeverSent() {
        assertThat(Template.parse("{# frozen #}Be kind.{# /frozen #} Hello {{name}}.")
                        .render(Map.of("name", "Ada")))
                .isEqualTo("Be kind. Hello Ada.");
    }

    @Test
    void valuesAreNeverParsedAgain() {
        assertThat(Template.parse("{{a}}{{b}}").render(Map.of("a", "{{b}}", "b", "{# frozen #}")))
                .isEqualTo("{{b}}{# frozen #}");
    }

    @Test
    void literalTextHoldsNoPlaceholder() {
        assertThat(Template.literal("{{a}}").placeholders()).isEmpty();
        assertThat(Template.literal("{{a}}").render(Map.of())).isEqualTo("{{a}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Be short.                                   | Be short.~NEW",
                "Be short.~~{{a}}                            | Be short.~NEW~~{{a}}",
                "One.~~Two.~~{{a}} and~~{{b}}                | One.~~Two.~NEW~~{{a}} and~~{{b}}",
                "Say {{a}}.~~Be short.                       | Say {{a}}.~~Be short.~NEW",
                "One.~~{# frozen #}Two.~~Three.{# /frozen #}~{{a}} | One.~NEW~~{# frozen #}Two.~~Three.{# /frozen #}~{{a}}",
                "{# frozen #}Two.~~Three.{# /frozen #}~{{a}} | {# frozen #}Two.~~Three.{# /frozen #}~{{a}}~NEW",
                "One.~~{# frozen #}{{a}}{# /frozen #}        | One.~NEW~~{# frozen #}{{a}}{# /frozen #}",
            })
    void whatIsInsertedStandsBeforeTheParagraphOfTheFirstPlaceholderAndInNoFrozenSection(String before, String after) {
        assertThat(Template.parse(before.replace('~', '\n')).inserting("\nNEW").source())
                .isEqualTo(after.replace('~', '\n'));
    }

    @Test
    void aMissingValueIsNamed() {
        Template template = Template.parse("{{question}}");

        assertThatThrownBy(() -> template.render(Map.of("text", "x")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("{{question}}")
                .hasMessageContaining("[text]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{# frozen #} a", "a {# /frozen #}", "{# frozen #}{# frozen #}{# /frozen #}"})
    void unbalancedFrozenMarksAreRefused(String source) {
        assertThatThrownBy(() -> Template.parse(source)).isInstanceOf(InvalidInputException.class);
    }

    @Test
    void whatLooksLikeAPlaceholderAndIsNoneIsTold() {
        assertThat(Template.parse("{{a}} {{two words}} {{b {% if x %} {{c | upper}} {\"k\": {\"v\": 1}} \\frac{{1}}{2}")
                        .lookalikes())
                .containsExactly("{{two words}}", "{{b", "{% if x %}", "{{c | upper}}", "{{1}}");
        assertThat(Template.parse("Answer as {\"team\": {\"name\": \"x\"}} for {{a}}.")
                        .lookalikes())
                .isEmpty();
    }
}
