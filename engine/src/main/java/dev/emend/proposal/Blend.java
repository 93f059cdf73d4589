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
 * components, ACE's of items. Its gain is small and uncertain (docs/comparison.md), so a blend has to win a race as any other
 * candidate does, and leads only where a paired test says that it is better than each parent.
 */
public final class Blend extends Combination {

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
    public boolean asks() {
        return false;
    }

    /** Empty where there is nothing in which the two differ. */
    @Override
    Optional<Draft> combined(Parent first, Parent second, Material material) {
        UniformRandomProvider random = material.random();
        Prompt own = first.prompt();
        Prompt blended = own.withMessage(own.instructionIndex(), instruction(own, second.prompt(), random));
        Prompt child = withDemonstrationsOfBoth(blended, first, second, random);
        if (child.fingerprint().equals(own.fingerprint())
                || child.fingerprint().equals(second.prompt().fingerprint())) {
            return Optional.empty();
        }
        return Optional.of(new Draft.Written(new Proposal(
                Parent.withRoomOf(List.of(first, second), child),
                List.of(first.id(), second.id()),
                NAME,
                "what is good in candidates " + first.id() + " and " + second.id() + " adds up")));
    }

    private static Template instruction(Prompt first, Prompt second, UniformRandomProvider random) {
        String text = blended(
                Sections.of(first.instruction().source()),
                Sections.of(second.instruction().source()),
                random);
        try {
            return Template.parse(text);
        } catch (InvalidInputException torn) {
            // A frozen section that spans several sections cannot be taken apart.
            return first.instruction();
        }
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
