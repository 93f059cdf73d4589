package dev.emend.cli.console;

/** Colours on a terminal that wants them, nothing elsewhere. */
public enum Style {
    COLOURED,
    PLAIN;

    public String bold(String text) {
        return marked("1", text);
    }

    public String dim(String text) {
        return marked("2", text);
    }

    public String good(String text) {
        return marked("32", text);
    }

    public String bad(String text) {
        return marked("31", text);
    }

    private String marked(String code, String text) {
        return this == COLOURED ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }
}
