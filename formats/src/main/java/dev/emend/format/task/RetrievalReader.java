package dev.emend.format.task;

import dev.emend.Nearest;
import dev.emend.format.Provided;
import dev.emend.format.data.PassageFile;
import dev.emend.format.yaml.Fields;
import dev.emend.format.yaml.YamlNode;
import dev.emend.program.Retrieval;
import dev.emend.program.RetrieverProvider;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads the {@code retrieve} part of a task's data. */
final class RetrievalReader {

    private final Path taskFile;
    private final String what;
    private final Set<String> names;

    /**
     * @param what reads the inputs: a prompt or a chain
     * @param names of the inputs
     */
    RetrievalReader(Path taskFile, String what, Set<String> names) {
        this.taskFile = taskFile;
        this.what = what;
        this.names = names;
    }

    Retrieval read(YamlNode node) {
        Fields fields = node.fields("from", "query", "k", "as");
        YamlNode from =
                fields.require("from", "write \"from: FILE\", with a passage a line, or a folder of such files.");
        String context = fields.text("as", Retrieval.USUAL_CONTEXT);
        if (!names.contains(context)) {
            throw fields.get("as")
                    .orElse(node)
                    .error(
                            lacks(context) + " for the passages that are looked up",
                            "name it by \"as: INPUT\"; there is " + new TreeSet<>(names) + ".");
        }
        Set<String> others = new TreeSet<>(names);
        others.remove(context);
        String query = query(node, fields.get("query"), others);
        int k = fields.get("k").map(value -> value.integer(1, 1000)).orElse(Retrieval.USUAL_K);
        List<String> passages = PassageFile.read(from.pathBeside(taskFile), from.where());
        return new Retrieval(
                Provided.by(RetrieverProvider.class, from.where(), "passages cannot be looked up here")
                        .over(passages),
                query,
                context,
                k);
    }

    private String query(YamlNode node, Optional<YamlNode> named, Set<String> others) {
        if (named.isEmpty()) {
            return Retrieval.usualQuery(others)
                    .orElseThrow(() -> node.error(
                            "which of " + others + " is to be looked up is not said", "add \"query: INPUT\"."));
        }
        String query = named.get().text();
        if (!others.contains(query)) {
            throw named.get()
                    .error(
                            lacks(query) + " to look up",
                            others.isEmpty() ? "the " + what + " lost it." : Nearest.advice(query, others));
        }
        return query;
    }

    private String lacks(String name) {
        return what.equals("prompt")
                ? "the prompt has no placeholder {{" + name + "}}"
                : "the " + what + " has no input \"" + name + "\"";
    }
}
