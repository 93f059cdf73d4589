/**
 * Races: candidates compete on paired blocks of a finite set of examples, and drop out as soon as the evidence allows.
 *
 * <p>A {@link dev.emend.evaluation.race.Race} asks for scores and is told them; it calls no model, so that a search and a
 * simulation drive it alike. A {@link dev.emend.evaluation.race.SurvivorRace} has several winners.
 * {@link dev.emend.evaluation.race.Order} says in which order the examples come.
 */
@NullMarked
package dev.emend.evaluation.race;

import org.jspecify.annotations.NullMarked;
