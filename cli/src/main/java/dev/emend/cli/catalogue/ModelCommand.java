package dev.emend.cli.catalogue;

import dev.emend.InvalidInputException;
import dev.emend.Where;
import dev.emend.cli.console.Console;
import dev.emend.cli.console.ExitStatus;
import dev.emend.cli.progress.PullView;
import dev.emend.models.catalogue.Catalogue;
import dev.emend.models.catalogue.CatalogueEntry;
import dev.emend.models.catalogue.ModelStore;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code emend model} */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description = {
            "Lists, fetches and removes the models that run inside Emend.",
            "",
            "A model is kept under EMEND_HOME, by default in your user's cache folder, and is checked against its"
                    + " SHA-256 before it is used. A run fetches what it needs by itself."
        },
        footerHeading = "%nExample:%n",
        footer = "  emend model pull qwen2.5-coder-1.5b")
public final class ModelCommand implements Runnable {

    private final Console console;

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    public ModelCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Lists the models with what they are.",
            footerHeading = "%nExample:%n",
            footer = "  emend model list")
    int list() {
        ModelStore store = store();
        for (CatalogueEntry entry : Catalogue.load().entries()) {
            console.out()
                    .printf(
                            "%-22s %8s  %-11s %-10s %s%n",
                            entry.name(),
                            PullView.megabytes(entry.bytes()),
                            entry.licence(),
                            store.installed(entry).isPresent() ? "here" : "not here",
                            entry.about());
        }
        return ExitStatus.DONE;
    }

    @Command(
            name = "pull",
            mixinStandardHelpOptions = true,
            description = "Fetches a model. A pull that was interrupted goes on where it stopped.",
            footerHeading = "%nExample:%n",
            footer = "  emend model pull qwen2.5-coder-1.5b")
    int pull(@Parameters(paramLabel = "NAME", description = "A name from \"emend model list\".") String name) {
        CatalogueEntry entry = Catalogue.load().entry(bare(name));
        Path file = store().pull(entry, new PullView(console.err(), console.width() > 0, console.errStyle()));
        console.out().println(file);
        return ExitStatus.DONE;
    }

    @Command(
            name = "remove",
            mixinStandardHelpOptions = true,
            description = "Deletes a model from this machine.",
            footerHeading = "%nExample:%n",
            footer = "  emend model remove qwen2.5-coder-1.5b")
    int remove(@Parameters(paramLabel = "NAME", description = "A name from \"emend model list\".") String name) {
        CatalogueEntry entry = Catalogue.load().entry(bare(name));
        if (!store().remove(entry)) {
            throw new InvalidInputException(
                    "the model \"" + entry.name() + "\" is not on this machine",
                    Where.NOWHERE,
                    "EMEND_HOME names another folder than when it was fetched.");
        }
        console.err().println("removed " + entry.name());
        return ExitStatus.DONE;
    }

    private static String bare(String name) {
        return name.startsWith("embedded:") ? name.substring("embedded:".length()) : name;
    }

    private static ModelStore store() {
        return new ModelStore(ModelStore.home(System.getenv()));
    }
}
