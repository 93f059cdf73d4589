package dev.emend.model;

/** US dollars for a million tokens. */
public record Price(double input, double cachedInput, double output) {

    /** A model that runs on the user's own machine. */
    public static final Price FREE = new Price(0, 0, 0);

    public Price {
        if (!(input >= 0 && cachedInput >= 0 && output >= 0)) {
            throw new IllegalArgumentException(
                    "prices must not be negative: " + input + ", " + cachedInput + ", " + output);
        }
    }

    /** Micro-dollars, rounded up, so that a sum of costs is exact and never too small. */
    public long microDollars(Usage usage) {
        double fresh = (usage.prompt() - usage.cached()) * input;
        return (long) Math.ceil(fresh + usage.cached() * cachedInput + usage.completion() * output);
    }

    public boolean isFree() {
        return input == 0 && cachedInput == 0 && output == 0;
    }
}
