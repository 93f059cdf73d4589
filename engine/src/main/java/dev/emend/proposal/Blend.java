package dev.emend.proposal;

import dev.emend.InvalidInputException;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Puts an instruction together from the sections of two, and shows demonstrations drawn from both. Sections about the same
 * thing stand once, in one parent's words; a section that only one parent has stays one time in two. What holds a placeholder
 * or a frozen part stays as the better parent has it. No call.
 *
 * <p>Where merging has helped at all, it took parts over whole instead of having them written anew: GEPA's merge of
 * components, ACE's of items. Its gain is small and uncertain (docs/strategies), so a blend has to win a race as any other
 * candidate does.
 */
public final class Blend implements Operator {

    public static final String NAME = "blend";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String line() {
        return "puts sections and demonstrations of two prompts together";
    }

    @Override
    public int parents() {
        return 2;
    }

    @Override
    public boolean asks() {
        return false;
    }

    @Override
    public boolean looks() {
        return false;
    }

    /** Empty where there is one parent, or nothing in which the two differ. */
    @Override
    public Optional<Draft> draft(Material material) {
        if (material.parents().size() < 2) {
            return Optional.empty();
        }
        Prompt first = material.parents().get(0).prompt();
        Prompt second = material.parents().get(1).prompt();
        UniformRandomProvider random = material.random();
        String text = blended(
                Sections.of(first.instruction().source()),
                Sections.of(second.instruction().source()),
                random);
        Template instruction;
        try {
            instruction = Template.parse(text);
        } catch (InvalidInputException torn) {
            // A frozen section that spans several sections cannot be taken apart.
            instruction = first.instruction();
        }
        Prompt child = first.withMessage(first.instructionIndex(), instruction)
                .withDemonstrations(DemonstrationPool.drawn(first.demonstrations(), second.demonstrations(), random));
        if (child.fingerprint().equals(first.fingerprint())
                || child.fingerprint().equals(second.fingerprint())) {
            return Optional.empty();
        }
        return Optional.of(new Draft.Written(new Proposal(
                child,
                material.ids().subList(0, 2),
                NAME,
                "what is good in candidates " + material.parents().get(0).id() + " and "
                        + material.parents().get(1).id() + " adds up")));
    }

    private static String blended(Sections first, Sections second, UniformRandomProvider random) {
        List<Integer> twins = first.twins(second);
        List<String> chosen = new ArrayList<>();
        for (int i = 0; i < twins.size(); i++) {
            String own = first.parts().get(i);
            boolean other = random.nextBoolean();
            if (isFixed(own)) {
                chosen.add(own);
            } else if (twins.get(i) >= 0) {
                String twin = second.parts().get(twins.get(i));
                chosen.add(other && !isFixed(twin) ? twin : own);
            } else if (!other) {
                chosen.add(own);
            }
        }
        for (int j = 0; j < second.parts().size(); j++) {
            String part = second.parts().get(j);
            if (!twins.contains(j) && !isFixed(part) && random.nextBoolean()) {
                chosen.add(part);
            }
        }
        return first.text(chosen);
    }

    private static boolean isFixed(String section) {
        return section.contains("{{") || section.contains("{#");
    }
}
