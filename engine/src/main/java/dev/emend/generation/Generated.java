package dev.emend.generation;

import dev.emend.generation.GeneratedPrompt.Standing;
import dev.emend.prompt.Prompt;
import dev.emend.run.Spend;
import dev.emend.run.StopReason;
import java.util.List;
import java.util.Optional;

/**
 * What came of a specification.
 *
 * @param candidates best first where they were ranked, else in the order of the plan
 * @param plain the task, the constraints and the form of the answer alone, which the candidates were compared with
 * @param plainStanding by the metric; empty where there is none
 * @param open what the specification leaves open, with what was assumed
 * @param diversity of the candidates
 * @param notes what a reader must know, in sentences
 * @param shown how many examples the meta-model or the demonstrations could use
 * @param scored on how many examples or inputs candidates were ranked
 * @param stopped which limit ended it, if one did
 */
public record Generated(
        List<GeneratedPrompt> candidates,
        Prompt plain,
        Optional<Standing> plainStanding,
        List<Gap> open,
        Diversity diversity,
        List<String> notes,
        int shown,
        int scored,
        Spend spend,
        Optional<StopReason> stopped) {

    public Generated {
        candidates = List.copyOf(candidates);
        open = List.copyOf(open);
        notes = List.copyOf(notes);
    }

    /** Whether labelled examples rank the candidates. */
    public boolean isScored() {
        return plainStanding.isPresent();
    }
}
