package dev.emend.cli.option;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.format.task.BudgetText;
import dev.emend.run.Budget;

/**
 * Budgets of commands whose repetitions share a journal, so that what was paid for is found by what was asked. A journal
 * remembers when its time was over, so calls, tokens and money limit them.
 */
public final class UntimedBudget {

    private UntimedBudget() {}

    /**
     * @param what is limited, such as "an audit"
     * @param advice what to write instead
     */
    public static Budget parse(String budget, String what, String advice) {
        Budget limits = BudgetText.parse(budget);
        if (limits.time().isPresent()) {
            throw new InvalidInputException(
                    what + " is limited by calls, tokens and money, not by time: \"" + budget + "\"",
                    Where.NOWHERE,
                    advice);
        }
        return limits;
    }
}
