package dev.emend.cli.generate;

import dev.emend.InvalidInputException;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.Printable;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** Asks a person on a terminal. Where there is none, the answer that is offered is taken. */
final class Questions {

    private final Console console;

    Questions(Console console) {
        this.console = console;
    }

    /** @param offered taken where the person just presses Enter */
    String ask(String question, String offered) throws IOException {
        if (!console.questions()) {
            return offered;
        }
        console.err().print(question + (offered.isEmpty() ? ": " : " [" + offered + "]: "));
        console.err().flush();
        String answer = console.in().readLine();
        return answer == null || answer.isBlank() ? offered : answer.strip();
    }

    /**
     * Asks again until the answer can be read, and says each time what was wrong with it.
     *
     * @param offered as for {@link #ask}; if it is taken, it must be readable
     * @param read throws {@link InvalidInputException} where an answer is wrong
     */
    <T> T ask(String question, String offered, Function<String, T> read) throws IOException {
        while (true) {
            String answer = ask(question, offered);
            try {
                return read.apply(answer);
            } catch (InvalidInputException wrong) {
                if (answer.equals(offered)) {
                    throw wrong;
                }
                console.err()
                        .println("  "
                                + Printable.text(String.valueOf(wrong.getMessage()))
                                        .replace("\n", "\n  "));
            }
        }
    }

    /** Asks again until the answer is one of {@code known}. */
    String choose(String question, List<String> known, String offered) throws IOException {
        String answer = ask(question + " (" + String.join(", ", known) + ")", offered);
        while (!known.contains(answer) && !answer.equals(offered)) {
            console.err().println("  That is none of them.");
            answer = ask(question, offered);
        }
        return answer;
    }
}
