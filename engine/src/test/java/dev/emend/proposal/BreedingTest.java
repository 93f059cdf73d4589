package dev.emend.proposal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.emend.model.Completion;
import dev.emend.model.Completion.Finish;
import dev.emend.model.Usage;
import dev.emend.prompt.Demonstration;
import dev.emend.prompt.Prompt;
import dev.emend.prompt.Sampling;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operators of evolutions: what they show, and what the child has from whom. */
class BreedingTest {

    private static UniformRandomProvider random() {
        return RandomSource.XO_RO_SHI_RO_128_PP.create(1L);
    }

    private static Prompt prompt(String instruction, int... demonstrations) {
        return Prompt.of("p", instruction, "{{x}}")
                .withDemonstrations(IntStream.of(demonstrations)
                        .mapToObj(i -> new Demonstration("e" + i, Map.of("x", "x" + i), "y" + i))
                        .toList());
    }

    private static Draft.Asked asked(Operator operator, Prompt... parents) {
        return (Draft.Asked)
                operator.draft(Material.of(parents(parents), random())).orElseThrow();
    }

    private static List<Parent> parents(Prompt... prompts) {
        return IntStream.range(0, prompts.length)
                .mapToObj(i -> new Parent(10 + i, prompts[i]))
                .toList();
    }

    private static String question(Draft.Asked draft) {
        return draft.messages().getLast().content();
    }

    private static Prompt child(Draft draft) {
        return switch (draft) {
            case Draft.Written written -> written.proposal().prompt();
            case Draft.Asked asked ->
                ((Proposal) asked.reader()
                                .apply(new Completion(
                                        "Hypothesis: h\n```\nA child.\n```", Finish.STOP, Usage.NONE, List.of())))
                        .prompt();
            case Draft.Chained chained -> throw new IllegalArgumentException(chained.operator());
        };
    }

    static List<Operator> crossing() {
        return List.of(
                new Breeding(""),
                new Crossover(""),
                new BlendDifferences(""),
                new Blend(),
                new Graft(),
                new Differential(""),
                new Continuation(""));
    }

    /** Cut off before its answer, a child that reasons as one of its parents does would lose whatever it is worth. */
    @ParameterizedTest
    @MethodSource("crossing")
    void aChildHasRoomForAnswersAsLongAsAnyParentMayGive(Operator operator) {
        Prompt curt = prompt("Name the colour.", 1, 2).withSampling(Sampling.GREEDY.withMaxTokens(24));
        Prompt reasoned = prompt("Think step by step.\nThen name it.", 3, 4).withRoomFor(400);

        for (List<Prompt> order : List.of(List.of(curt, reasoned), List.of(reasoned, curt))) {
            Material material = Material.of(parents(order.toArray(Prompt[]::new)), random());

            assertThat(child(operator.draft(material).orElseThrow()).sampling().maxTokens())
                    .isEqualTo(400);
        }
    }

    @Test
    void aChildOfFourHasRoomForAnswersAsLongAsAnyOfThemMayGive() {
        Prompt curt = prompt("Name the colour.");
        Prompt reasoned = prompt("Think step by step.").withRoomFor(400);
        for (int place = 0; place < 4; place++) {
            Prompt[] parents = {curt, prompt("Be the base."), prompt("Say red."), prompt("Say blue.")};
            parents[place] = reasoned;

            assertThat(child(asked(new Differential(""), parents)).sampling().maxTokens())
                    .as("parent " + place)
                    .isEqualTo(400);
        }
    }

    @Test
    void whatIsWrittenFromAHistoryHasRoomForAnswersAsLongAsAnyInItMayGive() {
        List<Parent> parents =
                parents(prompt("Name the colour."), prompt("Think.").withRoomFor(400));
        Draft draft = new Trajectory("")
                .draft(
                        List.of(new Trajectory.Tried(parents.get(1), 0.2), new Trajectory.Tried(parents.get(0), 0.7)),
                        List.of(),
                        1);

        assertThat(child(draft).sampling().maxTokens()).isEqualTo(400);
    }

    @Test
    void twoInstructionsAreShownToBeCrossedAndChanged() {
        Draft.Asked draft =
                asked(new Breeding("Colours"), prompt("Name the colour."), prompt("Say what colour it is."));

        assertThat(question(draft))
                .contains("The task: Colours", "Name the colour.", "Say what colour it is.", "changed in one way");
        assertThat(draft.parents()).containsExactly(10, 11);
    }

    @Test
    void twinsAreShownOnceAndOnlyChanged() {
        Draft.Asked draft = asked(new Breeding(""), prompt("Name the colour.", 1, 2), prompt("Name the colour.", 3));

        assertThat(question(draft)).containsOnlyOnce("Name the colour.").doesNotContain("Another one");
        assertThat(child(draft).demonstrations()).hasSize(2);
    }

    @Test
    void aChildShowsAsManyDemonstrationsAsItsParentsOnAverage() {
        Draft.Asked draft = asked(new Breeding(""), prompt("A.", 1, 2, 3, 4), prompt("B.", 5, 6));

        assertThat(child(draft).demonstrations())
                .hasSize(3)
                .extracting(Demonstration::exampleId)
                .doesNotHaveDuplicates();
    }

    @Test
    void whereBothShowTheSameDemonstrationsTheChildShowsThemAsTheyAre() {
        Prompt first = prompt("A.", 4, 1, 3, 2);

        assertThat(child(asked(new Breeding(""), first, prompt("B.", 4, 1, 3, 2)))
                        .demonstrations())
                .isEqualTo(first.demonstrations());
    }

    @Test
    void onePromptAloneIsNotBred() {
        assertThat(new Breeding("").draft(Material.of(parents(prompt("A.")), random())))
                .isEmpty();
    }

    @Test
    void onlyTheDifferencesAreListedAndTheBaseGetsTheChild() {
        Draft.Asked draft = asked(
                new Differential(""),
                prompt("Be the best of all."),
                prompt("Be the base.", 7),
                prompt("Look at the thing carefully.\nAnswer with one word."),
                prompt("Take your time to think.\nAnswer with one word."));

        assertThat(question(draft))
                .contains("- Look at the thing carefully.", "- Take your time to think.")
                .doesNotContain("Answer with one word.")
                .contains("Be the best of all.", "Be the base.");
        assertThat(draft.parents()).containsExactly(11, 10, 12, 13);
        assertThat(child(draft).demonstrations()).hasSize(1);
    }

    @Test
    void withFewerParentsTheBestIsTheBaseAndStandsOnce() {
        Draft.Asked three = asked(new Differential(""), prompt("Best."), prompt("Say red."), prompt("Say blue."));
        Draft.Asked two = asked(new Differential(""), prompt("Best."), prompt("Say blue."));

        assertThat(question(three)).containsOnlyOnce("Best.").contains("- Say red.", "- Say blue.");
        assertThat(question(two)).contains("- Best.", "- Say blue.");
        assertThat(two.parents()).containsExactly(10, 11);
    }

    @Test
    void whereNothingDiffersThereIsNothingToVary() {
        Prompt same = prompt("Answer with one word.");

        assertThat(new Differential("").draft(Material.of(parents(prompt("A."), prompt("B."), same, same), random())))
                .isEmpty();
        assertThat(new Differential("").draft(Material.of(parents(same), random())))
                .isEmpty();
    }

    /** A published lineage listed the worst first ever found as the best. */
    @Test
    void aSeriesEndsWithTheBest() {
        Draft.Asked draft =
                asked(new Continuation(""), prompt("The best."), prompt("The middle."), prompt("The worst."));

        assertThat(question(draft)).containsSubsequence("The worst.", "The middle.", "The best.", "instruction 4");
        assertThat(draft.parents()).containsExactly(12, 11, 10);
    }

    @Test
    void aSeriesShowsNothingTwiceAndNeedsTwo() {
        assertThat(question(asked(new Continuation(""), prompt("A."), prompt("B."), prompt("A."))))
                .containsOnlyOnce("A.");
        assertThat(new Continuation("").draft(Material.of(parents(prompt("A."), prompt("A.", 3)), random())))
                .isEmpty();
    }

    @Test
    void aSeriesIsBoundedHoweverManyAndLongItsMembersAre() {
        Prompt[] many = IntStream.range(0, 60)
                .mapToObj(i -> prompt("Rule " + i + " " + "x".repeat(i % 2 == 0 ? 1900 : 20)))
                .toArray(Prompt[]::new);

        assertThat(question(asked(new Continuation(""), many)).length()).isLessThan(10_000);
        assertThat(asked(new Continuation(""), many).parents())
                .hasSizeLessThanOrEqualTo(8)
                .contains(10, 11);
    }

    @Test
    void aMutationPromptIsShownAndBounded() {
        Draft.Asked draft = asked(new PromptedMutation("", "Add a rule. " + "x".repeat(5000), "Think."), prompt("A."));

        assertThat(question(draft)).contains("How it is to be changed: Add a rule.", "A way to think about it: Think.");
        assertThat(question(draft).length()).isLessThan(1500);
    }

    @Test
    void aFreshStartDoesNotSeeThePrompt() {
        assertThat(question(asked(new FromDescription("Name colours"), prompt("Beware of the seed."))))
                .contains("Name colours")
                .doesNotContain("Beware");
        assertThat(new FromDescription(" ").draft(Material.of(parents(prompt("A.")), random())))
                .isEmpty();
    }
}
