package dev.emend.scoring.user;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelIssue;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.extensions.CelExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.metric.Answer;
import dev.emend.metric.Metric;
import dev.emend.metric.Options;
import dev.emend.metric.Score;
import dev.emend.metric.Spelling;
import dev.emend.metric.rule.TextCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of CEL, Google's Common Expression Language, over the answer. The language has no loops but over lists, no
 * effects and no access to anything but its variables; its regular expressions are linear. Iterations are bounded over a
 * whole evaluation.
 */
final class Expression implements Metric {

    private static final int MOST_ITERATIONS = 100_000;
    private static final int LONGEST_ANSWER = 1_000_000;
    private static final int LONGEST_EXPRESSION = 4_000;

    private static final CelType TEXTS = MapType.create(SimpleType.STRING, SimpleType.STRING);

    private static final Map<String, CelType> VARIABLES = new TreeMap<>(Map.of(
            "output", SimpleType.STRING,
            "expected", SimpleType.STRING,
            "input", TEXTS,
            "columns", TEXTS,
            "usage.prompt_tokens", SimpleType.INT,
            "usage.completion_tokens", SimpleType.INT,
            "latency_seconds", SimpleType.DOUBLE,
            "cost_usd", SimpleType.DOUBLE));

    private static final List<String> FUNCTIONS = List.of("words", "sentences", "lines", "lower");

    private static final Pattern UNDECLARED = Pattern.compile("undeclared reference to '([^']*)'.*");

    private static final Cel SCORING = language(Map.of());
    private static final Cel FEEDBACK = language(Map.of("score", SimpleType.DOUBLE));

    private final String source;
    private final CelRuntime.Program score;
    private final CelRuntime.@Nullable Program feedback;

    private Expression(String source, CelRuntime.Program score, CelRuntime.@Nullable Program feedback) {
        this.source = source;
        this.score = score;
        this.feedback = feedback;
    }

    static Expression from(Options options) {
        String source = options.required("score", "give an expression, such as size(words(output)) <= 50.");
        return new Expression(
                source,
                program(
                        SCORING,
                        "score",
                        source,
                        List.of(SimpleType.BOOL, SimpleType.INT, SimpleType.DOUBLE, SimpleType.DYN),
                        "true, false or a number"),
                options.text("feedback")
                        .map(text -> program(
                                FEEDBACK, "feedback", text, List.of(SimpleType.STRING, SimpleType.DYN), "a text"))
                        .orElse(null));
    }

    private static Cel language(Map<String, CelType> more) {
        var builder = CelFactory.standardCelBuilder()
                .setOptions(CelOptions.current()
                        .comprehensionMaxIterations(MOST_ITERATIONS)
                        .maxExpressionCodePointSize(LONGEST_EXPRESSION)
                        .maxParseRecursionDepth(100)
                        .enableHeterogeneousNumericComparisons(true)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addCompilerLibraries(CelExtensions.strings())
                .addRuntimeLibraries(CelExtensions.strings())
                .addFunctionDeclarations(
                        function("words", ListType.create(SimpleType.STRING)),
                        function("sentences", ListType.create(SimpleType.STRING)),
                        function("lines", ListType.create(SimpleType.STRING)),
                        function("lower", SimpleType.STRING))
                .addFunctionBindings(
                        CelFunctionBinding.from("words_string", String.class, TextCounts::words),
                        CelFunctionBinding.from("sentences_string", String.class, TextCounts::sentences),
                        CelFunctionBinding.from("lines_string", String.class, TextCounts::lines),
                        CelFunctionBinding.from("lower_string", String.class, text -> text.toLowerCase(Locale.ROOT)));
        VARIABLES.forEach(builder::addVar);
        more.forEach(builder::addVar);
        return builder.build();
    }

    private static CelFunctionDecl function(String name, CelType result) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(name + "_string", result, SimpleType.STRING));
    }

    private static CelRuntime.Program program(
            Cel cel, String option, String source, List<CelType> types, String right) {
        try {
            CelAbstractSyntaxTree tree = cel.compile(source).getAst();
            if (!types.contains(tree.getResultType())) {
                throw new InvalidInputException(
                        "the expression \"" + source + "\" of the option " + option + " must give " + right + ", not a "
                                + tree.getResultType().name(),
                        Where.NOWHERE,
                        "");
            }
            return cel.createProgram(tree);
        } catch (CelValidationException invalid) {
            throw wrong(option, source, invalid.getErrors().getFirst());
        } catch (CelEvaluationException unusable) {
            throw new InvalidInputException(
                    "the expression \"" + source + "\" of the option " + option + " cannot be used: " + said(unusable),
                    Where.NOWHERE,
                    "");
        }
    }

    private static InvalidInputException wrong(String option, String source, CelIssue issue) {
        Matcher undeclared = UNDECLARED.matcher(issue.getMessage());
        String what = undeclared.matches() ? "there is no \"" + undeclared.group(1) + "\"" : issue.getMessage();
        List<String> names = new ArrayList<>(VARIABLES.keySet());
        names.addAll(FUNCTIONS);
        Optional<String> near = undeclared.matches() ? Spelling.nearest(undeclared.group(1), names) : Optional.empty();
        return new InvalidInputException(
                "the expression \"" + source + "\" of the option " + option + " is wrong at line "
                        + issue.getSourceLocation().getLine() + ", column "
                        + (issue.getSourceLocation().getColumn() + 1) + ": " + what,
                Where.NOWHERE,
                near.map(name -> "you mean \"" + name + "\"; ").orElse("")
                        + (undeclared.matches()
                                ? "an expression knows " + String.join(", ", names) + "."
                                : maybe(what)));
    }

    private static String maybe(String what) {
        return what.contains("(int, double)") || what.contains("(double, int)")
                ? "write double(…) around the whole number, or 3.0 for 3."
                : "";
    }

    @Override
    public String name() {
        return "expression";
    }

    @Override
    public Score score(Answer answer) {
        if (answer.text().length() > LONGEST_ANSWER) {
            return new Score(0, "The answer is longer than the " + LONGEST_ANSWER + " characters that are looked at.");
        }
        Map<String, Object> variables = variables(answer);
        Object result;
        try {
            result = score.eval(variables);
        } catch (CelEvaluationException failed) {
            return new Score(0, "The expression \"" + source + "\" failed on this answer: " + said(failed) + ".");
        }
        double value = result instanceof Boolean truth
                ? (truth ? 1 : 0)
                : result instanceof Number number ? number.doubleValue() : Double.NaN;
        if (!(value >= 0 && value <= 1)) {
            return new Score(
                    0, "The expression \"" + source + "\" gave " + result + ", which is no score from 0 to 1.");
        }
        variables.put("score", value);
        return new Score(value, feedback(variables, result));
    }

    private String feedback(Map<String, Object> variables, Object result) {
        String plain = "\"" + source + "\" is " + result + " for this answer.";
        if (feedback == null) {
            return plain;
        }
        try {
            String own = String.valueOf(feedback.eval(variables)).strip();
            return own.isEmpty() ? plain : own;
        } catch (CelEvaluationException failed) {
            return plain + " The expression for feedback failed: " + said(failed) + ".";
        }
    }

    private static Map<String, Object> variables(Answer answer) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("output", answer.text());
        variables.put("expected", answer.example().expected());
        variables.put("input", answer.example().allInputs());
        variables.put("columns", answer.example().columns());
        variables.put("usage.prompt_tokens", answer.effort().usage().prompt());
        variables.put("usage.completion_tokens", answer.effort().usage().completion());
        variables.put("latency_seconds", answer.effort().latency().toNanos() / 1e9);
        variables.put("cost_usd", answer.effort().microDollars() / 1e6);
        return variables;
    }

    private static String said(CelEvaluationException failed) {
        String reason = String.valueOf(failed.getMessage()).replaceFirst("^evaluation error[^:]*:?[^:]*:\\d+: ", "");
        return switch (failed.getErrorCode()) {
            case ATTRIBUTE_NOT_FOUND ->
                "there is no \"" + reason.replaceFirst("^key '(.*)' is not present in map\\.$", "$1") + "\"";
            case DIVIDE_BY_ZERO -> "division by zero";
            default -> reason;
        };
    }
}
