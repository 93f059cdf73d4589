package dev.emend.search;

import java.util.List;

/**
 * What a user should know of a strategy before choosing it.
 *
 * @param name as in a task file, such as {@code opro}
 * @param line what it does, in a line
 * @param paper where it was published, such as "Yang et al., 2023, arXiv 2309.03409"; empty where it is Emend's own
 * @param searches what it changes
 * @param step what one step costs, in words, such as "8 meta calls, 8 x 20 task calls"
 * @param options that a task file may give it
 */
public record Profile(String name, String line, String paper, Searches searches, String step, List<Option> options) {

    public Profile {
        options = List.copyOf(options);
    }

    /** The part of a prompt that is searched. */
    public enum Searches {
        INSTRUCTION("instruction"),
        DEMONSTRATIONS("demonstrations"),
        BOTH("instruction and demonstrations");

        private final String label;

        Searches(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * An option.
     *
     * @param otherwise what holds where it is not given, in words, such as "8" or "a fifth of validation"
     * @param meaning in a line
     */
    public record Option(String name, String otherwise, String meaning) {}
}
