package dev.emend.benchmarks.comparison;

import dev.emend.Fingerprint;
import dev.emend.benchmarks.strategies.BenchmarkTask;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.proposal.Contract;
import dev.emend.proposal.DemonstrationChoice;
import dev.emend.proposal.Draft;
import dev.emend.proposal.Material;
import dev.emend.proposal.Parent;
import dev.emend.run.Entrant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A handful of prompts as people have them for a task, made without a model: the seed, the seed with few and with more
 * demonstrations, the seed in another layout or with its answer's form said, and that with other demonstrations.
 */
final class Handful {

    private Handful() {}

    /** @param seed of the draws of demonstrations */
    static List<Entrant> of(BenchmarkTask task, long seed) {
        List<Entrant> entrants = new ArrayList<>();
        Prompt plain = task.prompt();
        int unit = new DemonstrationChoice(task.splits().train()).unit();
        int few = Math.max(2, unit / 3);
        entrants.add(new Entrant("seed", plain));
        entrants.add(new Entrant("few", shown(task, plain, few, seed, "few")));
        entrants.add(new Entrant("more", shown(task, plain, unit, seed, "more")));
        UniformRandomProvider random = random(seed, "layout");
        new Contract(task.splits().train())
                .draft(Material.of(new Parent(0, plain), random))
                .filter(Draft.Written.class::isInstance)
                .map(draft -> ((Draft.Written) draft).proposal().prompt())
                .ifPresent(layout -> {
                    entrants.add(new Entrant("layout", layout));
                    entrants.add(new Entrant("layout and few", shown(task, layout, few, seed, "layout and few")));
                });
        return entrants;
    }

    private static Prompt shown(BenchmarkTask task, Prompt prompt, int size, long seed, String label) {
        List<Demonstration> chosen = new DemonstrationChoice(task.splits().train())
                .choose(size, List.of(), example -> 0, random(seed, label));
        return prompt.withDemonstrations(chosen);
    }

    private static UniformRandomProvider random(long seed, String label) {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(
                Fingerprint.of("handful").add(seed).add(label).seed());
    }
}
