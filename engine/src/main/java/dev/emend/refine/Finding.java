package dev.emend.refine;

/**
 * One thing that is wrong with an answer.
 *
 * @param source who found it: a metric's name, or {@code critic}
 * @param what is wrong; never empty
 * @param where in the answer, as quotes from it; empty where that is not known
 * @param why it matters; may be empty
 * @param how to mend it; may be empty
 */
public record Finding(String source, String what, String where, String why, String how) {

    /** As the model that revises is shown it. */
    String line() {
        StringBuilder line = new StringBuilder(what);
        if (!where.isEmpty() && !what.contains(where)) {
            line.append(" Where: ").append(where);
        }
        if (!why.isEmpty()) {
            line.append(" Why: ").append(why);
        }
        if (!how.isEmpty()) {
            line.append(" To mend it: ").append(how);
        }
        return line.toString();
    }
}
