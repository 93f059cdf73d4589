package dev.emend.judge.audit;

/** Makes a text longer without saying anything: at least half as long again, and at least 200 characters. */
final class Padding {

    private static final int LEAST = 200;

    /** True of any answer, and so worth nothing in one. */
    private static final String[] FILLER = {
        "To put it in other words, what stands above is the answer to what was asked.",
        "All of this has been set out above, and it can be read there again at any time.",
        "In this connection it is worth keeping in mind everything that has been said so far.",
        "As mentioned before, the points made above are the points that this answer makes.",
        "Taken together, they make up the answer as a whole, as each of them is a part of it.",
        "It goes without saying that what is said here is meant in the way in which it is said.",
    };

    private Padding() {}

    static String of(String text) {
        StringBuilder longer = new StringBuilder(text.strip()).append("\n\n");
        int wanted = longer.length() + Math.max(LEAST, text.length() / 2);
        for (int i = 0; longer.length() < wanted; i++) {
            longer.append(i == 0 ? "" : " ").append(FILLER[i % FILLER.length]);
        }
        return longer.toString();
    }
}
