/**
 * What spends calls under one budget and one journal: a run from the task to the verdict, whose gate decides and whose events every view
 * reads; of a chain, step by step, with the blame for its failures; a comparison of given prompts by a metric or by duels; a probe; and the
 * evaluations and inquiries of everything else that asks models.
 */
@NullMarked
package dev.emend.run;

import org.jspecify.annotations.NullMarked;
