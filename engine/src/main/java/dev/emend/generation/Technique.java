package dev.emend.generation;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A way to have a model work, with the lines that say so by rule. The lines are Emend's own; the ideas are the papers'. */
public enum Technique {
    /** The task and nothing else. */
    ZERO_SHOT(false, "says what to do, directly and completely"),
    /** Worked examples, sent as turns (Brown et al., "Language Models are Few-Shot Learners", 2020). */
    FEW_SHOT(
            false,
            "is followed by worked examples, which it does not repeat",
            "The examples that follow show how it is done. Decide as they do."),
    /** Wei et al., "Chain-of-Thought Prompting Elicits Reasoning", 2022; Kojima et al., 2022. */
    CHAIN_OF_THOUGHT(
            true,
            "has the model reason step by step before it answers",
            "Think step by step: name what matters in the input, then what follows from it.",
            "Decide only when the reasoning is complete."),
    /** Zheng et al., "Take a Step Back", 2023. */
    STEP_BACK(
            true,
            "has the model first name the principle behind the case",
            "First take a step back: which kind of case is this, and which principle decides such cases?",
            "State the principle in one sentence.",
            "Then apply it to this input."),
    /** Wang et al., "Plan-and-Solve Prompting", 2023. */
    PLAN_AND_SOLVE(
            true,
            "has the model make a plan, and then carry it out",
            "First say what is given and what is asked.",
            "Make a plan of a few steps.",
            "Carry the plan out, and check every number and name against the input."),
    /** Press et al., "Measuring and Narrowing the Compositionality Gap", 2022. */
    SELF_ASK(
            true,
            "has the model ask itself follow-up questions and answer them",
            "Ask yourself which question must be answered first, and answer it from the input.",
            "Go on with the next question until none is left.",
            "Then give the final answer."),
    /** Zhou et al., "Least-to-Most Prompting", 2022. */
    DECOMPOSITION(
            true,
            "has the model split the task into parts, the easiest first",
            "Split the task into parts that can be answered alone.",
            "Answer the easiest part first, and each other part with the help of those before it.",
            "Put the answer together from the parts."),
    /** Yao et al., "ReAct", 2022. The caller runs the tools and gives back observations. */
    TOOL_USE(
            true,
            "has the model think, call one tool, and wait for what it gives back",
            "Work in turns. In each turn write one line \"Thought: …\" and one line \"Action: tool[input]\", and stop.",
            "You are then given a line \"Observation: …\". Use it for the next thought.",
            "When you know enough, write \"Action: finish[answer]\"."),
    /** Only what stands in the given text counts, as for retrieval-augmented generation. */
    RETRIEVAL(
            false,
            "holds the answer to the text that is given",
            "Find the sentences of the given text that bear on the matter.",
            "Use nothing else; what you know from elsewhere does not count.",
            "Where they do not hold the answer, say so instead of guessing."),
    /** A role that the model takes; it steers manner more than knowledge. */
    PERSONA(false, "speaks to the model in a role", "Judge and write as such a person does.");

    private final boolean reasons;
    private final String idea;
    private final List<String> lines;

    Technique(boolean reasons, String idea, String... lines) {
        this.reasons = reasons;
        this.idea = idea;
        this.lines = List.of(lines);
    }

    /** As in files and options, such as {@code chain-of-thought}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What a prompt of this technique does, behind the words "a prompt that". */
    public String idea() {
        return idea;
    }

    /** Whether the model thinks in writing before it answers. */
    public boolean reasons() {
        return reasons;
    }

    /** What is to be done, in order; empty where the task says it all. */
    List<String> lines() {
        return lines;
    }

    public static List<String> labels() {
        return Arrays.stream(values()).map(Technique::label).toList();
    }

    /** Empty where there is none of this label. */
    public static Optional<Technique> labelled(String label) {
        return Arrays.stream(values())
                .filter(technique -> technique.label().equals(label))
                .findFirst();
    }
}
