package dev.emend.cli.generate;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.generation.Gap;
import dev.emend.generation.OutputContract;
import dev.emend.generation.Specification;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Asks a person for what a specification leaves open. What is not answered stays open. */
final class Interview {

    private final Console console;

    Interview(Console console) {
        this.console = console;
    }

    /** @throws InvalidInputException where there is nobody to ask */
    Specification complete(Specification specification) throws IOException {
        if (!console.questions()) {
            throw new InvalidInputException(
                    "--interactive asks a person, and there is no terminal",
                    Where.NOWHERE,
                    "leave it out: what is open is then assumed, and the assumptions are told.");
        }
        Questions questions = new Questions(console);
        Specification whole = specification;
        for (Gap.Field field : Gap.Field.values()) {
            // What was answered so far may close a gap or open one.
            Optional<Gap> gap = Gap.in(whole).stream()
                    .filter(open -> open.field() == field && !open.question().isEmpty())
                    .findFirst();
            if (gap.isPresent()) {
                Specification before = whole;
                whole = questions.ask(
                        gap.get().question() + " (Enter: " + gap.get().assumption() + ")",
                        "",
                        answer -> answer.isEmpty() ? before : with(before, field, answer));
            }
        }
        return whole;
    }

    private static Specification with(Specification specification, Gap.Field field, String answer) {
        OutputContract contract = specification.contract();
        return switch (field) {
            case INPUTS -> specification.withInputs(SpecificationOptions.named(List.of(answer.split(","))));
            case ANSWER ->
                specification.withContract(
                        answer.contains(",")
                                ? contract.withLabels(SpecificationOptions.stripped(List.of(answer.split(","))))
                                : contract.withForm(answer));
            case PRIORITIES -> specification.withPriorities(sentences(answer));
            case CONSTRAINTS -> specification.withConstraints(sentences(answer));
            case LANGUAGE -> specification.withContract(contract.withLanguage(answer));
            case TECHNIQUES ->
                specification.withTechniques(SpecificationOptions.techniques(List.of(answer.split(","))));
            case PERSONA -> specification.withPersona(answer);
            case TOOLS -> specification.withTools(SpecificationOptions.named(List.of(answer.split(","))));
            case EXAMPLES -> specification;
        };
    }

    /** A sentence has commas of its own. */
    private static List<String> sentences(String answer) {
        return SpecificationOptions.stripped(List.of(answer.split(";")));
    }
}
